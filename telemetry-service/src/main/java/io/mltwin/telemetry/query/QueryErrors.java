package io.mltwin.telemetry.query;

import io.mltwin.armweb.AzureFault;
import io.mltwin.telemetry.query.kql.KqlException;

/** The errors of the query API, each with its status and text in one place. */
final class QueryErrors {

    private QueryErrors() {}

    static AzureFault badQuery(KqlException cause) {
        return badArgument(cause.getMessage(), cause.code());
    }

    static AzureFault badArgument(String message, String innerCode) {
        return new AzureFault(
                        400,
                        "BadArgumentError",
                        "The request had some invalid properties: " + message)
                .withInnerCode(innerCode);
    }

    static AzureFault applicationNotFound(String id) {
        return new AzureFault(
                404, "PathNotFoundError", "The application '" + id + "' does not exist.");
    }

    static AzureFault tooLarge(int most) {
        return new AzureFault(
                        400,
                        "BadArgumentError",
                        "The result has more than "
                                + most
                                + " rows: narrow the timespan, or use take, top or summarize.")
                .withInnerCode("ResponsePayloadTooLarge");
    }
}
