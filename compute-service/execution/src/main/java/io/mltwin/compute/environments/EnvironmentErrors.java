package io.mltwin.compute.environments;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** Azure ML's errors about environments. */
final class EnvironmentErrors {

    private EnvironmentErrors() {}

    static AzureException notFound(String name) {
        return AzureException.notFound("EnvironmentNotFound", "There is no environment '%s' in this workspace.", name);
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
