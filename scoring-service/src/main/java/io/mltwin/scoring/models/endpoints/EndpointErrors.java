package io.mltwin.scoring.models.endpoints;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of endpoints and deployments. */
public final class EndpointErrors {

    private EndpointErrors() {}

    public static AzureException invalid(String target, String message) {
        return new AzureException(400, "UserError", message).withTarget(target);
    }

    public static AzureException conflict(String message) {
        return new AzureException(409, "Conflict", message);
    }

    static AzureException nameTaken(String name, String location) {
        return conflict("There is already an endpoint '"
                + name
                + "' in the region "
                + location
                + "; endpoint names are unique in a region.");
    }

    static AzureException otherAuthMode(String name, AuthMode mode, String instead) {
        return new AzureException(
                400, "UserError", "The endpoint '" + name + "' has the authMode " + mode.wireName() + ". " + instead);
    }
}
