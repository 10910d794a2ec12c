package io.mltwin.compute.batchscoring;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of batch endpoints, their deployments and their jobs. */
public final class BatchEndpointErrors {

    private BatchEndpointErrors() {}

    public static AzureException nameTaken(String name, String region) {
        return conflict(
                "Conflict",
                "There is already a batch endpoint '%s' in the region %s; the names of batch endpoints are unique in"
                        + " a region.",
                name,
                region);
    }

    public static AzureException unknownDeployment(String target, String name, String endpoint) {
        return invalid(target, "The batch endpoint '%s' has no deployment '%s'.", endpoint, name);
    }

    public static AzureException isDefault(String name) {
        return invalid(
                "deploymentName",
                "The deployment '%s' is the default of its endpoint; set another defaults.deploymentName before it"
                        + " is deleted.",
                name);
    }
}
