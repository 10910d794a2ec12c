package io.mltwin.telemetry.query;

import io.mltwin.armweb.AzureException;
import io.mltwin.telemetry.query.kql.KqlException;

/** The errors of the query API, each with its status and text in one place. */
final class QueryErrors {

    private QueryErrors() {}

    static AzureException badQuery(KqlException cause) {
        return badArgument(cause.getMessage(), cause.code());
    }

    static AzureException badArgument(String message, String innerCode) {
        return new AzureException(
                        400,
                        "BadArgumentError",
                        "The request had some invalid properties: " + message)
                .withInnerCode(innerCode);
    }

    static AzureException applicationNotFound(String id) {
        return new AzureException(
                404, "PathNotFoundError", "The application '" + id + "' does not exist.");
    }

    static AzureException tooLarge(int most) {
        return new AzureException(
                        400,
                        "BadArgumentError",
                        "The result has more than "
                                + most
                                + " rows: narrow the timespan, or use take, top or summarize.")
                .withInnerCode("ResponsePayloadTooLarge");
    }
}
