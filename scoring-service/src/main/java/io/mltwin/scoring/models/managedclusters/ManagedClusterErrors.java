package io.mltwin.scoring.models.managedclusters;

import io.mltwin.armweb.AzureFault;

/** Error codes of Microsoft.ContainerService. */
final class ManagedClusterErrors {

    private ManagedClusterErrors() {}

    static AzureFault missing(String parameter) {
        return new AzureFault(
                        400,
                        "InvalidParameter",
                        "Required parameter " + parameter + " is missing (null).")
                .withTarget(parameter);
    }

    static AzureFault invalid(String parameter, String why) {
        return new AzureFault(
                        400,
                        "InvalidParameter",
                        "The value of parameter " + parameter + " is invalid: " + why)
                .withTarget(parameter);
    }
}
