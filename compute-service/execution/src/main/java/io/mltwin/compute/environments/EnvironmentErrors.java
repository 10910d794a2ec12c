package io.mltwin.compute.environments;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** Azure ML's errors about environments. */
final class EnvironmentErrors {

    private EnvironmentErrors() {}

    static AzureException notFound(String name) {
        return AzureException.notFound("EnvironmentNotFound", "There is no environment '%s' in this workspace.", name);
    }

    static AzureException invalid(String target, String message, Object... arguments) {
        return badRequest("UserError", message, arguments).withTarget(target);
    }

    static void invalidIf(boolean wrong, String target, String message, Object... arguments) {
        if (wrong) {
            throw invalid(target, message, arguments);
        }
    }

    static AzureException immutable(String name, String version) {
        return conflict(
                "UserError",
                "The version '%s' of the environment '%s' exists with another definition. A version is immutable:"
                        + " only its description, tags, properties, stage and isArchived can be changed. Register another"
                        + " version.",
                version,
                name);
    }
}
