package io.mltwin.scoring.models.deployments;

import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.models.endpoints.OnlineEndpointService;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments} behind Azure
 * Resource Manager (2022-02-01-preview to 2024-04-01).
 */
@Singleton
class OnlineDeploymentProvider implements ResourceProvider {

    private final OnlineDeploymentService deployments;
    private final DeploymentPreparation preparation;
    private final DeploymentLogService logs;
    private final OnlineEndpointService endpoints;
    private final int mostInstances;

    OnlineDeploymentProvider(
            OnlineDeploymentService deployments,
            DeploymentPreparation preparation,
            DeploymentLogService logs,
            OnlineEndpointService endpoints,
            ScoringConfig config) {
        this.deployments = deployments;
        this.preparation = preparation;
        this.logs = logs;
        this.endpoints = endpoints;
        this.mostInstances = config.scoring().maxInstances();
    }

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
        return List.of(
                ResourceType.named(OnlineDeploymentMapper.TYPE)
                        .require(endpoints::requireOpen)
                        .exists(deployments::exists)
                        .get(call -> deployments.get(call.id()))
                        .list(call -> deployments.list(call.id()))
                        .put(ResourceChange.reading(OnlineDeploymentBody.class, "online deployment")
                                .validate((call, body) -> OnlineDeploymentValidator.validate(
                                        call.id().name(), body, mostInstances))
                                .prepare(preparation::prepare)
                                .apply(deployments::put))
                        .patch(ResourceChange.reading(OnlineDeploymentBody.class, "online deployment")
                                .validate((call, body) -> OnlineDeploymentValidator.validatePatch(body, mostInstances))
                                .apply(deployments::patch))
                        .delete(deployments::delete)
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

    private List<SkuBody> skus() {
        return List.of(new SkuBody(
                OnlineDeploymentMapper.TYPE,
                new SkuBody.Sku("Default", "Standard"),
                new SkuBody.Capacity(1, mostInstances, 1, "Manual")));
    }
}
