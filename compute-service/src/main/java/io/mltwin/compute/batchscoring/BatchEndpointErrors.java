package io.mltwin.compute.batchscoring;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of batch endpoints, their deployments and their jobs. */
public final class BatchEndpointErrors {

    private BatchEndpointErrors() {}

    public static AzureException invalid(String target, String message) {
        return new AzureException(400, "UserError", message).withTarget(target);
    }

    public static AzureException nameTaken(String name, String region) {
        return new AzureException(
                409,
                "Conflict",
                "There is already a batch endpoint '"
                        + name
                        + "' in the region "
                        + region
                        + "; the names of batch endpoints are unique in a region.");
    }

    public static AzureException unknownDeployment(String target, String name, String endpoint) {
        return invalid(target, "The batch endpoint '" + endpoint + "' has no deployment '" + name + "'.");
    }

    public static AzureException isDefault(String name) {
        return invalid(
                "deploymentName",
                "The deployment '"
                        + name
                        + "' is the default of its endpoint; set another defaults.deploymentName"
                        + " before it is deleted.");
    }
}
