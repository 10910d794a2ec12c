package io.mltwin.compute.jobs;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.machinelearning.UserErrors.invalid;

import io.mltwin.armweb.AzureException;

/** Azure ML's refusals of jobs. */
public final class JobErrors {

    private JobErrors() {}

    static AzureException immutable(String name, String field) {
        return invalid(
                "properties." + field,
                "The job '%s' exists: its %s cannot be changed; displayName, description, tags and isArchived can.",
                name,
                field);
    }

    static AzureException notAJob(String name) {
        return conflict("UserError", "A run with the name '%s' exists that was not submitted as a job.", name);
    }

    /** Returns the error of a job that names something which the workspace does not have. */
    static AzureException unknown(String target, String what) {
        return invalid(target, "The %s was not found in this workspace.", what);
    }

    static AzureException registered(String target, String name, String version) {
        return conflict("UserError", "The data asset '%s' has a version '%s' already.", name, version)
                .withTarget(target);
    }
}
