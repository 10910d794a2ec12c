package io.mltwin.telemetry.components;

import io.mltwin.armweb.AzureException;

/** The errors of Application Insights components, each with its status and text in one place. */
final class ComponentErrors {

    private ComponentErrors() {}

    static AzureException notEnforced(String property) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "mltwin does not enforce the property '"
                                + property
                                + "' of components, so it refuses to store it: leave it out.")
                .withTarget("properties." + property);
    }

    static AzureException badProperty(String property, String why) {
        return new AzureException(400, "BadRequest", "The property '" + property + "' is not valid: " + why)
                .withTarget("properties." + property);
    }
}
