package io.mltwin.compute.runs;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** Run history's errors about runs. */
public final class RunErrors {

    private RunErrors() {}

    public static AzureException notFound(String runId) {
        return AzureException.notFound("RunNotFound", "The run '%s' was not found.", runId);
    }

    public static AzureException exists(String runId) {
        return conflict("RunAlreadyExists", "A run with the id '%s' exists already.", runId);
    }

    static AzureException illegalTransition(String runId, RunStatus from, RunStatus to) {
        return conflict("InvalidRunStatusTransition", "The run '%s' is %s and cannot become %s.", runId, from, to);
    }

    static AzureException immutable(String field) {
        return badRequest("ImmutableRunProperty", "'%s' of a run cannot be changed once it is set.", field)
                .withTarget(field);
    }

    static AzureException immutableParameter(String runId, String name, String logged, String changed) {
        return badRequest(
                        "ImmutableRunParameter",
                        "The parameter '%s' of the run '%s' was logged as '%s' and cannot be changed to '%s'.",
                        name,
                        runId,
                        logged,
                        changed)
                .withTarget(name);
    }
}
