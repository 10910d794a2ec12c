package io.mltwin.compute.runs;

import io.mltwin.armweb.AzureException;

/** Run history's errors about runs. */
public final class RunErrors {

    private RunErrors() {}

    public static AzureException notFound(String runId) {
        return new AzureException(404, "RunNotFound", "The run '" + runId + "' was not found.");
    }

    public static AzureException exists(String runId) {
        return new AzureException(409, "RunAlreadyExists", "A run with the id '" + runId + "' exists already.");
    }

    static AzureException illegalTransition(String runId, RunStatus from, RunStatus to) {
        return new AzureException(
                409,
                "InvalidRunStatusTransition",
                "The run '" + runId + "' is " + from + " and cannot become " + to + ".");
    }

    static AzureException immutable(String field) {
        return new AzureException(
                        400, "ImmutableRunProperty", "'" + field + "' of a run cannot be changed once it is set.")
                .withTarget(field);
    }

    static AzureException immutableParameter(String runId, String name, String logged, String changed) {
        return new AzureException(
                        400,
                        "ImmutableRunParameter",
                        "The parameter '"
                                + name
                                + "' of the run '"
                                + runId
                                + "' was logged as '"
                                + logged
                                + "' and cannot be changed to '"
                                + changed
                                + "'.")
                .withTarget(name);
    }
}
