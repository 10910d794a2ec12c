package io.mltwin.scoring.models.managedclusters;

import io.mltwin.armweb.AzureException;

/** Error codes of Microsoft.ContainerService. */
final class ManagedClusterErrors {

    private ManagedClusterErrors() {}

    static AzureException missing(String parameter) {
        return new AzureException(400, "InvalidParameter", "Required parameter " + parameter + " is missing (null).")
                .withTarget(parameter);
    }

    static AzureException invalid(String parameter, String why) {
        return new AzureException(
                        400, "InvalidParameter", "The value of parameter " + parameter + " is invalid: " + why)
                .withTarget(parameter);
    }
}
