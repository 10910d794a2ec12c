package io.mltwin.workspace.deployments;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import java.util.List;

/** Faults of template deployments. */
final class DeploymentErrors {

    private DeploymentErrors() {}

    static AzureException notFound(String name) {
        return new AzureException(404, "DeploymentNotFound", "Deployment '" + name + "' could not be found.");
    }

    static AzureException operationNotFound(String name) {
        return new AzureException(
                404, "DeploymentOperationNotFound", "Deployment operation '" + name + "' could not be found.");
    }

    static AzureException active(ArmResourceId id) {
        return new AzureException(
                409,
                "DeploymentActive",
                "The deployment with resource id '"
                        + id
                        + "' cannot be saved, because this would overwrite an existing deployment which is still active. Please see https://aka.ms/arm-deploy for usage details.");
    }

    static AzureException notActive(ArmResourceId id, String state) {
        return new AzureException(
                409,
                "DeploymentCannotBeCancelled",
                "The deployment '" + id.name() + "' cannot be cancelled: it is in state '" + state + "'.");
    }

    static AzureException invalidName(String name) {
        return new AzureException(
                400,
                "InvalidDeploymentName",
                "The deployment name '"
                        + name
                        + "' is not valid: it has 1 to 64 letters, digits, '_', '-', '.', '(' and ')'.");
    }

    static AzureException otherLocation(String name, String stands, String given) {
        return new AzureException(
                409,
                "InvalidDeploymentLocation",
                "Invalid deployment location '"
                        + given
                        + "'. The deployment '"
                        + name
                        + "' already exists in location '"
                        + stands
                        + "'.");
    }

    static AzureException canceled() {
        return new AzureException(409, "DeploymentCanceled", "The deployment was canceled by request of a user.");
    }

    static AzureException failed(List<AzureException.Detail> details) {
        return new AzureException(
                        409,
                        "DeploymentFailed",
                        "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.")
                .withDetails(details);
    }
}
