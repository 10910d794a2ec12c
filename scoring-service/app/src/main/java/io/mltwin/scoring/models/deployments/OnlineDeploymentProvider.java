package io.mltwin.scoring.models.deployments;

import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedType;
import io.mltwin.resourceprovider.TrackedTypes;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments} behind Azure
 * Resource Manager (2022-02-01-preview to 2024-04-01).
 */
@Singleton
record OnlineDeploymentProvider(
        TrackedTypes kit,
        ChildRows<OnlineDeploymentEntity> rows,
        DeploymentRows owned,
        OnlineDeploymentService deployments,
        DeploymentPreparation preparation,
        DeploymentLogService logs,
        OnlineEndpointService endpoints,
        ScoringConfig config)
        implements ResourceProvider {

    /** {@code SkuResource}: how many instances a deployment can have. */
    record SkuBody(String resourceType, Sku sku, Capacity capacity) {

        /** {@code SkuSetting}. */
        record Sku(String name, String tier) {}

        /** {@code SkuCapacity}. */
        record Capacity(int minimum, int maximum, int byDefault, String scaleType) {

            @com.fasterxml.jackson.annotation.JsonProperty("default")
            @Override
            public int byDefault() {
                return byDefault;
            }
        }
    }

    @Override
    public List<ResourceType> types() {
        TrackedType<OnlineDeploymentEntity, OnlineDeploymentBody, DeploymentSettings> type = kit.of(
                        OnlineDeploymentMapper.TYPE,
                        rows,
                        OnlineDeploymentEntity::new,
                        OnlineDeploymentBody.class,
                        "online deployment")
                .below(deployments::requireEndpoint)
                .validate((call, body) ->
                        OnlineDeploymentValidator.validate(call.id().name(), body, mostInstances()))
                .prepare(preparation::prepare)
                .apply(deployments::put)
                .show(OnlineDeploymentMapper::members)
                .beforeDelete((call, row) -> deployments.requireNoTraffic(row))
                .afterDelete(owned::deleted)
                .operations(deployments::operation);
        return List.of(
                type.patch(ResourceChange.reading(OnlineDeploymentBody.class, "online deployment")
                                .validate(
                                        (call, body) -> OnlineDeploymentValidator.validatePatch(body, mostInstances()))
                                .apply((call, body) -> type.changed(
                                        call,
                                        body.tags(),
                                        row -> deployments.scale(call, row, body)
                                                ? Outcome.accepted(202, type.shown(row), row.operationId)
                                                : Outcome.ok(type.shown(row)))))
                        .type()
                        .require(endpoints::requireOpen)
                        .exists(deployments::exists)
                        .action(
                                "getLogs",
                                ResourceChange.readingOptional(DeploymentLogService.RequestBody.class, "request")
                                        .validate((call, body) -> DeploymentLogService.validate(body))
                                        .prepare((call, body) -> logs.read(call.id(), body))
                                        .apply((call, body, log) -> Outcome.ok(log)))
                        .notBuilt(Verb.POST)
                        .build(),
                ResourceType.named(OnlineDeploymentMapper.TYPE + "/skus")
                        .require(endpoints::requireOpen)
                        .list(call -> skus())
                        .build());
    }

    private int mostInstances() {
        return config.scoring().maxInstances();
    }

    private List<SkuBody> skus() {
        return List.of(new SkuBody(
                OnlineDeploymentMapper.TYPE,
                new SkuBody.Sku("Default", "Standard"),
                new SkuBody.Capacity(1, mostInstances(), 1, "Manual")));
    }
}
