package io.mltwin.compute.batchendpoints;

import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmCall;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/batchEndpoints} and their {@code deployments}
 * behind Azure Resource Manager (2022-05-01 to 2024-04-01). As in Azure, a deployment without a
 * scoring script is of an MLflow model: models of other types, ONNX files too, need a script.
 *
 * <p>Deviation: a deployment is of a registered model; pipeline components, models by a path and
 * identities of endpoints answer 501. A job on several nodes has a step for each, with its share of
 * the mini batches from the beginning, and a step that joins them. Of MLflow models without a
 * script those with the flavor sklearn or a pickled python_function are scored, in the environment
 * AzureML-sklearn-1.5 where none is given; those of other flavors, such as onnx, answer 501.
 */
@Singleton
record BatchEndpointProvider(V2Api api, BatchEndpointService endpoints, BatchDeploymentService deployments)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/batchEndpoints";

    @Override
    public List<ResourceType> types() {
        return List.of(endpointType(), deploymentType());
    }

    private ResourceType endpointType() {
        return ResourceType.named(TYPE)
                .require(this::requireOpen)
                .get(call -> endpoints.get(call, endpoints.open(call.id())))
                .list(call -> endpoints.list(endpoints.open(call.id())))
                .put(ResourceChange.reading(BatchEndpointBody.class, "batch endpoint")
                        .validate((call, body) ->
                                BatchEndpointValidator.validate(call.id().name(), body))
                        .prepare((call, body) -> endpoints.open(call.id()))
                        .apply(endpoints::put))
                .patch(ResourceChange.reading(BatchEndpointBody.class, "batch endpoint")
                        .validate((call, body) -> BatchEndpointValidator.validatePatch(body))
                        .prepare((call, body) -> endpoints.open(call.id()))
                        .apply(endpoints::patch))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> endpoints.open(call.id()))
                        .apply((call, none, open) -> endpoints.delete(call, open)))
                .action("listkeys", BatchEndpointProvider::refuseKeys)
                .notBuilt(Verb.POST)
                .build();
    }

    private ResourceType deploymentType() {
        return ResourceType.named(TYPE + "/deployments")
                .require(this::requireOpen)
                .get(call -> deployments.get(call, endpoints.open(call.id())))
                .list(call -> deployments.list(call, endpoints.open(call.id())))
                .put(ResourceChange.reading(BatchDeploymentBody.class, "batch deployment")
                        .validate((call, body) ->
                                BatchDeploymentValidator.validate(call.id().name(), body))
                        .prepare(deployments::prepare)
                        .apply(deployments::put))
                .patch(ResourceChange.reading(BatchDeploymentBody.class, "batch deployment")
                        .validate((call, body) -> BatchDeploymentValidator.validatePatch(body))
                        .prepare((call, body) -> endpoints.open(call.id()))
                        .apply(deployments::patch))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> endpoints.open(call.id()))
                        .apply((call, none, open) -> deployments.delete(call, open)))
                .notBuilt(Verb.POST)
                .build();
    }

    private void requireOpen(ArmCall call) {
        api.requireOpen(call.id());
    }

    private static Object refuseKeys(ArmCall call) {
        throw invalid(
                "authMode",
                "The batch endpoint '%s' has no keys; its authMode is AADToken.",
                call.id().name());
    }
}
