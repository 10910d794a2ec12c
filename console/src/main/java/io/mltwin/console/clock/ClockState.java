package io.mltwin.console.clock;

import java.time.Instant;
import java.util.List;

/**
 * The clocks of the six services.
 *
 * @param offset seconds ahead of the wall clock; of the first service where they differ
 */
public record ClockState(List<ServiceClock> services, long offset, boolean agrees, String now) {

    /** The clock of one service. */
    public record ServiceClock(String service, long offsetSeconds, Instant now) {}

    static ClockState of(List<ServiceClock> services) {
        long offset = services.get(0).offsetSeconds();
        return new ClockState(
                services,
                offset,
                services.stream().allMatch(one -> one.offsetSeconds() == offset),
                services.get(0).now().toString());
    }
}
