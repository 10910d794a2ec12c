package io.mltwin.compute.environments;

import io.mltwin.armweb.AzureException;

/** Azure ML's errors about environments. */
final class EnvironmentErrors {

    private EnvironmentErrors() {}

    static AzureException notFound(String name) {
        return new AzureException(
                404, "EnvironmentNotFound", "There is no environment '" + name + "' in this workspace.");
    }

    static AzureException invalid(String target, String message) {
        return new AzureException(400, "UserError", message).withTarget(target);
    }

    static AzureException immutable(String name, String version) {
        return new AzureException(
                409,
                "UserError",
                "The version '"
                        + version
                        + "' of the environment '"
                        + name
                        + "' exists with another definition. A version is immutable: only its"
                        + " description, tags, properties, stage and isArchived can be changed."
                        + " Register another version.");
    }
}
