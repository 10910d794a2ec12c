package io.mltwin.compute.jobs;

import io.mltwin.armweb.AzureFault;

/** Azure ML's refusals of jobs. */
final class JobErrors {

    private JobErrors() {}

    static AzureFault invalid(String target, String message) {
        return new AzureFault(400, "UserError", message).withTarget(target);
    }

    static AzureFault immutable(String name, String field) {
        return invalid(
                "properties." + field,
                "The job '"
                        + name
                        + "' exists: its "
                        + field
                        + " cannot be changed; displayName, description, tags and isArchived can.");
    }

    static AzureFault notAJob(String name) {
        return new AzureFault(
                409,
                "UserError",
                "A run with the name '" + name + "' exists that was not submitted as a job.");
    }
}
