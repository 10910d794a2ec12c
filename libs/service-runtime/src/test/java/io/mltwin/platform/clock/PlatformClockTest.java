package io.mltwin.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PlatformClockTest {

    private final PlatformClock clock = new PlatformClock();

    @Test
    void isWallTimeAtFirst() {
        assertThat(Duration.between(Clock.systemUTC().instant(), clock.instant())
                        .abs())
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void runsAheadByItsOffsetWhileTheWallStays() {
        // When
        clock.setOffsetSeconds(3660);
        // Then
        Duration ahead = Duration.between(clock.wall().instant(), clock.instant());
        assertThat(ahead).isBetween(Duration.ofSeconds(3655), Duration.ofSeconds(3665));
        assertThat(clock.withZone(ZoneId.of("Europe/Berlin")).instant())
                .isAfter(clock.wall().instant().plusSeconds(3600));
    }
}
