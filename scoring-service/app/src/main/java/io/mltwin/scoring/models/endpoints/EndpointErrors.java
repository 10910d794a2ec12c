package io.mltwin.scoring.models.endpoints;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of endpoints and deployments. */
public final class EndpointErrors {

    private EndpointErrors() {}

    public static AzureException conflict(String message) {
        return AzureException.conflict("Conflict", message);
    }

    static AzureException nameTaken(String name, String location) {
        return conflict("There is already an endpoint '"
                + name
                + "' in the region "
                + location
                + "; endpoint names are unique in a region.");
    }

    static AzureException otherAuthMode(String name, AuthMode mode, String instead) {
        return badRequest("UserError", "The endpoint '%s' has the authMode %s. %s", name, mode.wireName(), instead);
    }
}
