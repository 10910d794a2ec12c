package io.mltwin.node.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The part of run history's CreateRun body (2020-09-23) that a compute target writes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStatus(String status, String startTimeUtc, String endTimeUtc, ErrorResponse error) {

    private static final int MAX_MESSAGE = 4000;

    record ErrorResponse(RootError error) {}

    record RootError(String code, String message) {}

    public static RunStatus of(String status) {
        return new RunStatus(status, null, null, null);
    }

    public static RunStatus running(Instant start) {
        return new RunStatus("Running", time(start), null, null);
    }

    public static RunStatus ended(String status, Instant end) {
        return new RunStatus(status, null, time(end), null);
    }

    public static RunStatus failed(String code, String message, Instant end) {
        String text = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
        return new RunStatus("Failed", null, time(end), new ErrorResponse(new RootError(code, text)));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
