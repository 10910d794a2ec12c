package io.mltwin.console.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * An ordinary read of a surface by the user, and what came of it.
 *
 * @param call method, host and path; empty when there was nothing to read
 * @param status of the answer; 0 when there was nothing to read
 * @param code Azure's code of a refusal; empty for none
 * @param message Azure's text of a refusal; empty for none
 * @param decision the id that explains a refusal; null for none
 */
public record Probe(
        SurfaceKind kind,
        String call,
        int status,
        String code,
        String message,
        String decision,
        long millis,
        Instant time) {

    private static final int NOTHING = 0;
    private static final int FIRST_REFUSAL = 400;

    /** Returns when it was read, {@code 03:02:39} in UTC. */
    public String timeOfDay() {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(
                time.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    static Probe ofNothing(SurfaceKind kind, Instant time) {
        return new Probe(kind, "", NOTHING, "", "", null, 0, time);
    }

    public boolean isNothing() {
        return status == NOTHING;
    }

    public boolean isRefused() {
        return status >= FIRST_REFUSAL;
    }
}
