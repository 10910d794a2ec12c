package io.mltwin.scoring.models.endpoints;

import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedType;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.scoring.models.endpoints.EndpointCredentialService.RegenerateBody;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService.EndpointDeployments;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService.Prepared;
import io.mltwin.scoring.operations.ArmOperations;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/onlineEndpoints} behind Azure Resource
 * Manager (2022-02-01-preview to 2024-04-01).
 */
@Singleton
record OnlineEndpointProvider(
        TrackedTypes kit,
        ChildRows<OnlineEndpointEntity> rows,
        OnlineEndpointService endpoints,
        EndpointDeployments deployments,
        EndpointCredentialService credentials,
        ArmOperations operations,
        Addresses addresses)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        TrackedType<OnlineEndpointEntity, OnlineEndpointBody, Prepared> type = kit.of(
                        OnlineEndpointMapper.TYPE,
                        rows,
                        OnlineEndpointEntity::new,
                        OnlineEndpointBody.class,
                        "online endpoint")
                .below((call, workspace) -> {})
                .validate((call, body) ->
                        OnlineEndpointValidator.validate(call.id().name(), body))
                .unique((made, other) -> OnlineEndpointService.nameTaken(made))
                .draft(endpoints::prepare)
                .apply(endpoints::change)
                .partialPatch((call, body) -> OnlineEndpointValidator.validatePatch(body))
                .show(row -> OnlineEndpointMapper.members(row, addresses))
                .prepareDelete((call, row) -> endpoints.endIdentities(row))
                .beforeDelete((call, row) -> deployments.deleteAll(row.key))
                .afterDelete(endpoints::deleted)
                .operations(operations::done)
                .action("listKeys", EndpointCredentialService::keys);
        return List.of(type.type()
                .require(endpoints::requireOpen)
                .exists(endpoints::exists)
                .action("token", credentials::token)
                .action(
                        "regenerateKeys",
                        ResourceChange.reading(RegenerateBody.class, "request")
                                .validate((call, body) -> EndpointCredentialService.validate(body))
                                .apply((call, body) -> type.changed(call, null, row -> {
                                    credentials.regenerate(row, body);
                                    return Outcome.accepted(202, null, operations.done(call.id()));
                                })))
                .notBuilt(Verb.POST)
                .build());
    }
}
