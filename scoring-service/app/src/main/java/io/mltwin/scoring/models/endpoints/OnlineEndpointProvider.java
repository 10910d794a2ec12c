package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.scoring.models.endpoints.EndpointCredentialService.RegenerateBody;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/onlineEndpoints} behind Azure Resource
 * Manager (2022-02-01-preview to 2024-04-01).
 */
@Singleton
class OnlineEndpointProvider implements ResourceProvider {

    private final OnlineEndpointService endpoints;
    private final EndpointCredentialService credentials;

    OnlineEndpointProvider(OnlineEndpointService endpoints, EndpointCredentialService credentials) {
        this.endpoints = endpoints;
        this.credentials = credentials;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(OnlineEndpointMapper.TYPE)
                .require(endpoints::requireOpen)
                .exists(endpoints::exists)
                .get(call -> endpoints.get(call.id()))
                .list(call -> endpoints.list(call.id()))
                .put(ResourceChange.reading(OnlineEndpointBody.class, "online endpoint")
                        .validate((call, body) ->
                                OnlineEndpointValidator.validate(call.id().name(), body))
                        .exclusively()
                        .prepare(endpoints::prepare)
                        .apply(endpoints::put))
                .patch(ResourceChange.reading(OnlineEndpointBody.class, "online endpoint")
                        .validate((call, body) -> OnlineEndpointValidator.validatePatch(body))
                        .apply(endpoints::patch))
                .delete(ResourceChange.withoutBody()
                        .exclusively()
                        .prepare(call -> endpoints.endIdentity(call.id()))
                        .apply(call -> endpoints.delete(call.id())))
                .action("listKeys", credentials::listKeys)
                .action("token", credentials::token)
                .action(
                        "regenerateKeys",
                        ResourceChange.reading(RegenerateBody.class, "request")
                                .validate((call, body) -> EndpointCredentialService.validate(body))
                                .apply(credentials::regenerate))
                .notBuilt(Verb.POST)
                .build());
    }
}
