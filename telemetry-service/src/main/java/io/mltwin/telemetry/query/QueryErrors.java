package io.mltwin.telemetry.query;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.telemetry.query.kql.KqlException;
import java.util.Map;

/** The errors of the query API, each with its status and text in one place. */
final class QueryErrors {

    private QueryErrors() {}

    static AzureException badQuery(KqlException cause) {
        return badArgument(cause.getMessage(), cause.code());
    }

    static AzureException badArgument(String message, String innerCode) {
        return badRequest("BadArgumentError", "The request had some invalid properties: " + message)
                .withInnerCode(innerCode);
    }

    static AzureException applicationNotFound(String id) {
        return notFound("PathNotFoundError", "The application '%s' does not exist.", id);
    }

    /** Refuses a query that would take more than there is for one. */
    static AzureException exhausted(String what) {
        return what.equals(EvaluationBudget.TIME)
                ? new AzureException(504, "GatewayTimeout", "The query takes %s.", what)
                : badArgument(
                        "Query execution has exceeded the allowed limits (E_RUNAWAY_QUERY, 0x80DA0001): it takes "
                                + what
                                + ". Narrow the timespan, or use where, project or take first.",
                        "EngineError");
    }

    static AzureException tooMany(int most) {
        return new AzureException(
                        429, "TooManyRequests", "There are %s queries of yours already; wait for one to end.", most)
                .withHeaders(Map.of("Retry-After", "5"));
    }
}
