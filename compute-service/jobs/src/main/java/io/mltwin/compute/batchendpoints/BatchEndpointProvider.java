package io.mltwin.compute.batchendpoints;

import static io.mltwin.compute.batchscoring.BatchEndpointErrors.nameTaken;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.ArmCall;
import io.mltwin.compute.batchscoring.BatchDeploymentBody;
import io.mltwin.compute.operations.ArmOperations;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedTypes;
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
record BatchEndpointProvider(
        TrackedTypes kit,
        ChildRows<BatchEndpointEntity> rows,
        ChildRows<BatchDeploymentEntity> deploymentRows,
        BatchEndpointService endpoints,
        ArmOperations operations,
        Addresses addresses)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/batchEndpoints";

    @Override
    public List<ResourceType> types() {
        return List.of(
                kit.of(TYPE, rows, BatchEndpointEntity::new, BatchEndpointBody.class, "batch endpoint")
                        .below((call, workspace) -> {})
                        .named(BatchEndpointValidator.NAME)
                        .validate((call, body) -> BatchEndpointValidator.validate(body))
                        .unique((made, other) -> nameTaken(made.name, made.location))
                        .prepare((call, body) -> endpoints.prepare(call))
                        .apply(endpoints::put)
                        .show(row -> BatchEndpointMapper.endpoint(row, addresses))
                        .partialPatch((call, body) -> BatchEndpointValidator.validatePatch(body))
                        .operations(id -> operations.done(id.toString()))
                        .type()
                        .require(endpoints::open)
                        .action("listkeys", BatchEndpointProvider::refuseKeys)
                        .notBuilt(Verb.POST)
                        .build(),
                kit.of(
                                TYPE + "/deployments",
                                deploymentRows,
                                BatchDeploymentEntity::new,
                                BatchDeploymentBody.class,
                                "batch deployment")
                        .below(endpoints::requireEndpoint)
                        .named(BatchEndpointValidator.NAME)
                        .validate((call, body) -> BatchDeploymentValidator.validate(body))
                        .prepare(endpoints::prepareDeployment)
                        .apply(endpoints::putDeployment)
                        .show(BatchEndpointMapper::deployment)
                        .partialPatch((call, body) -> BatchDeploymentValidator.validatePatch(body))
                        .beforeDelete((call, row) -> endpoints.requireNoDefault(row))
                        .operations(id -> operations.done(id.toString()))
                        .type()
                        .require(endpoints::open)
                        .notBuilt(Verb.POST)
                        .build());
    }

    private static Object refuseKeys(ArmCall call) {
        throw invalid(
                "authMode",
                "The batch endpoint '%s' has no keys; its authMode is AADToken.",
                call.id().name());
    }
}
