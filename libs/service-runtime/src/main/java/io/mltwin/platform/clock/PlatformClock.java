package io.mltwin.platform.clock;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The platform's clock: wall time plus an offset that only moves forward until it is reset. All
 * expiries, delays and time stamps of Azure's behaviour come from it.
 */
@Singleton
public class PlatformClock extends Clock {

    private final Clock wall = Clock.systemUTC();
    private volatile long offsetSeconds;

    /** Seconds ahead of wall time. */
    public long offsetSeconds() {
        return offsetSeconds;
    }

    void setOffsetSeconds(long seconds) {
        this.offsetSeconds = seconds;
    }

    /** Wall time, for what a client stamped itself. */
    public Clock wall() {
        return wall;
    }

    /**
     * Keeps wall time next to the given clock, for the administrator's tokens: the control of the
     * clock must not depend on what it shows.
     */
    public static Clock wallOf(Clock clock) {
        return clock instanceof PlatformClock platform ? platform.wall() : clock;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(wall.withZone(zone), java.time.Duration.ofSeconds(offsetSeconds));
    }

    @Override
    public Instant instant() {
        return wall.instant().plusSeconds(offsetSeconds);
    }
}
