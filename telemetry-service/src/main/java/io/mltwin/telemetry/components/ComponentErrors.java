package io.mltwin.telemetry.components;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** The errors of Application Insights components, each with its status and text in one place. */
final class ComponentErrors {

    private ComponentErrors() {}

    static AzureException notEnforced(String property) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "mltwin does not enforce the property '%s' of components, so it refuses to store it: leave it out.",
                        property)
                .withTarget("properties." + property);
    }

    static AzureException badProperty(String property, String why) {
        return badRequest("BadRequest", "The property '%s' is not valid: %s", property, why)
                .withTarget("properties." + property);
    }
}
