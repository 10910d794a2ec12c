package io.mltwin.compute.jobs;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of jobs. */
public final class JobErrors {

    private JobErrors() {}

    public static AzureException invalid(String target, String message) {
        return new AzureException(400, "UserError", message).withTarget(target);
    }

    static AzureException immutable(String name, String field) {
        return invalid(
                "properties." + field,
                "The job '"
                        + name
                        + "' exists: its "
                        + field
                        + " cannot be changed; displayName, description, tags and isArchived can.");
    }

    static AzureException notAJob(String name) {
        return new AzureException(
                409, "UserError", "A run with the name '" + name + "' exists that was not submitted as a job.");
    }

    /** Returns the error of a job that names something which the workspace does not have. */
    static AzureException unknown(String target, String what) {
        return invalid(target, "The " + what + " was not found in this workspace.");
    }

    static AzureException registered(String target, String name, String version) {
        return new AzureException(
                        409, "UserError", "The data asset '" + name + "' has a version '" + version + "' already.")
                .withTarget(target);
    }
}
