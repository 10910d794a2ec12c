package io.mltwin.compute.runs;

import io.mltwin.armweb.AzureFault;

/** Run history's errors about runs. */
public final class RunErrors {

    private RunErrors() {}

    public static AzureFault notFound(String runId) {
        return new AzureFault(404, "RunNotFound", "The run '" + runId + "' was not found.");
    }

    public static AzureFault exists(String runId) {
        return new AzureFault(
                409, "RunAlreadyExists", "A run with the id '" + runId + "' exists already.");
    }

    static AzureFault illegalTransition(String runId, RunStatus from, RunStatus to) {
        return new AzureFault(
                409,
                "InvalidRunStatusTransition",
                "The run '" + runId + "' is " + from + " and cannot become " + to + ".");
    }

    static AzureFault immutable(String field) {
        return new AzureFault(
                        400,
                        "ImmutableRunProperty",
                        "'" + field + "' of a run cannot be changed once it is set.")
                .withTarget(field);
    }
}
