package io.mltwin.tokencheck;

import io.mltwin.platform.clock.PlatformClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Wall time plus what a test moved it by. */
final class TestClock extends PlatformClock {

    private volatile Duration ahead = Duration.ZERO;

    void moveTo(Duration aheadOfWall) {
        ahead = aheadOfWall;
    }

    @Override
    public Instant instant() {
        return wall().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
