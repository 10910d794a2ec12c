package io.mltwin.compute.schedules;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * {@code TriggerBase}: when a schedule is due.
 *
 * @param start null for the time at which the schedule is made
 * @param end null for none
 */
record Trigger(LocalDateTime start, LocalDateTime end, ZoneId zone, DueTimes times) {

    /** The pattern of due times. */
    interface DueTimes {

        /**
         * The first due time after a moment; empty for none.
         *
         * @param anchor where the pattern begins; it may be due itself
         */
        Optional<Instant> next(Instant anchor, Instant after, ZoneId zone);
    }

    /**
     * The first due time after a moment, from the start to the end; empty for none.
     *
     * @param created when the schedule was made
     */
    Optional<Instant> next(Instant created, Instant after) {
        Instant anchor = start == null ? created : start.atZone(zone).toInstant();
        return times.next(anchor, after, zone)
                .filter(due -> end == null || !due.isAfter(end.atZone(zone).toInstant()));
    }
}
