package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.List;

/** Faults of template deployments. */
final class DeploymentErrors {

    private DeploymentErrors() {}

    static AzureException notFound(String name) {
        return AzureException.notFound("DeploymentNotFound", "Deployment '%s' could not be found.", name);
    }

    static AzureException operationNotFound(String name) {
        return AzureException.notFound(
                "DeploymentOperationNotFound", "Deployment operation '%s' could not be found.", name);
    }

    static AzureException active(ArmResourceId id) {
        return conflict(
                "DeploymentActive",
                "The deployment with resource id '%s' cannot be saved, because this would overwrite an existing"
                        + " deployment which is still active. Please see https://aka.ms/arm-deploy for usage details.",
                id);
    }

    static AzureException notActive(ArmResourceId id, String state) {
        return conflict(
                "DeploymentCannotBeCancelled",
                "The deployment '%s' cannot be cancelled: it is in state '%s'.",
                id.name(),
                state);
    }

    static AzureException invalidName(String name) {
        return badRequest(
                "InvalidDeploymentName",
                "The deployment name '%s' is not valid: it has 1 to 64 letters, digits, '_', '-', '.', '(' and ')'.",
                name);
    }

    static AzureException otherLocation(String name, String stands, String given) {
        return conflict(
                "InvalidDeploymentLocation",
                "Invalid deployment location '%s'. The deployment '%s' already exists in location '%s'.",
                given,
                name,
                stands);
    }

    static AzureException quotaExceeded(String name, int quota, long count) {
        return conflict(
                "DeploymentQuotaExceeded",
                "Creating the deployment '%s' would exceed the quota of '%s'. The current deployment count is '%s'. Please"
                        + " delete some deployments before creating a new one. Please see"
                        + " https://aka.ms/arm-deploy for usage details.",
                name,
                quota,
                count);
    }

    static AzureException canceled() {
        return conflict("DeploymentCanceled", "The deployment was canceled by request of a user.");
    }

    static AzureException failed(List<AzureException.Detail> details) {
        return conflict(
                        "DeploymentFailed",
                        "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.")
                .withDetails(details);
    }
}
