package io.mltwin.telemetry.query;

import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.telemetry.query.QueryErrors.badArgument;

import io.mltwin.telemetry.query.kql.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/**
 * The query API's {@code timespan}: {@code PT1H}, {@code P1D}, {@code start/end}, {@code
 * start/duration}, {@code duration/end}.
 */
record Timespan(Instant from, Instant to) {

    /** All that PostgreSQL and ISO 8601 can name. */
    private static final Timespan ALL =
            new Timespan(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

    /**
     * Reads a timespan; null or empty is all of time.
     *
     * @throws io.mltwin.armweb.AzureException 400 when it is none
     */
    static Timespan parse(String text, Instant now) {
        if (isBlank(text)) {
            return ALL;
        }
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length == 1) {
                return new Timespan(minus(now, parts[0]), now);
            }
            if (parts.length == 2) {
                if (isDuration(parts[0])) {
                    Instant end = Times.parse(parts[1]);
                    return new Timespan(minus(end, parts[0]), end);
                }
                Instant start = Times.parse(parts[0]);
                return new Timespan(start, isDuration(parts[1]) ? plus(start, parts[1]) : Times.parse(parts[1]));
            }
        } catch (DateTimeException | ArithmeticException malformed) {
            throw notOne(text);
        }
        throw notOne(text);
    }

    private static RuntimeException notOne(String text) {
        return badArgument("timespan '" + text + "' is no ISO 8601 duration or interval, such as PT1H.", "SyntaxError");
    }

    private static boolean isDuration(String text) {
        return text.startsWith("P");
    }

    private static Instant minus(Instant end, String text) {
        return end.atOffset(ZoneOffset.UTC).minus(amount(text)).toInstant();
    }

    private static Instant plus(Instant start, String text) {
        return start.atOffset(ZoneOffset.UTC).plus(amount(text)).toInstant();
    }

    private static TemporalAmount amount(String text) {
        return text.matches("P[\\dYMWD]+") ? Period.parse(text) : Duration.parse(text);
    }
}
