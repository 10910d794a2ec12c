package io.mltwin.scoring.models.managedclusters;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Error codes of Microsoft.ContainerService. */
final class ManagedClusterErrors {

    private ManagedClusterErrors() {}

    /**
     * Refuses a property's value.
     *
     * @param why null for a property that is missing
     */
    static AzureException invalid(String parameter, String why) {
        AzureException refusal = why == null
                ? badRequest("InvalidParameter", "Required parameter %s is missing (null).", parameter)
                : badRequest("InvalidParameter", "The value of parameter %s is invalid: %s", parameter, why);
        return refusal.withTarget(parameter);
    }
}
