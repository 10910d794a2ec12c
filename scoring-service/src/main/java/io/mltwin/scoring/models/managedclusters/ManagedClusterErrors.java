package io.mltwin.scoring.models.managedclusters;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Error codes of Microsoft.ContainerService. */
final class ManagedClusterErrors {

    private ManagedClusterErrors() {}

    static AzureException missing(String parameter) {
        return badRequest("InvalidParameter", "Required parameter %s is missing (null).", parameter)
                .withTarget(parameter);
    }

    static AzureException invalid(String parameter, String why) {
        return badRequest("InvalidParameter", "The value of parameter %s is invalid: %s", parameter, why)
                .withTarget(parameter);
    }
}
