package io.mltwin.console.runs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes lengths of time as {@code h:mm:ss}, which both languages read alike. */
final class Durations {

    private Durations() {}

    /**
     * Returns the time between two moments; an empty text when one of them is not known.
     *
     * @param to null for none
     */
    static String between(Instant from, Instant to) {
        if (from == null || to == null || to.isBefore(from)) {
            return "";
        }
        Duration length = Duration.between(from, to);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", length.toHours(), length.toMinutesPart(), length.toSecondsPart());
    }

    /** Returns a moment without its fractions of a second, {@code 2026-11-29 01:02:03Z}. */
    static String moment(Instant instant) {
        return instant == null
                ? ""
                : instant.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }
}
