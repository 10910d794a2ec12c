package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NodeHeartbeatsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final NodeHeartbeats heartbeats = new NodeHeartbeats(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void lookFor(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(SECOND);
            heartbeats.look();
        }
    }

    @Test
    void aNodeIsSilentSinceItsLastHeartbeat() {
        // Given
        heartbeats.seen("n1");
        lookFor(20);
        assertThat(heartbeats.silence("n1")).isEqualTo(Duration.ofSeconds(20));

        // When
        heartbeats.seen("n1");
        pass(Duration.ofMillis(300));

        // Then
        assertThat(heartbeats.silence("n1")).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void anUnknownNodeCountsFromNow() {
        assertThat(heartbeats.silence("n1")).isZero();
        lookFor(3);
        assertThat(heartbeats.silence("n1")).isEqualTo(Duration.ofSeconds(3));

        heartbeats.forget("n1");

        assertThat(heartbeats.silence("n1")).isZero();
    }

    @Test
    void whileTheServiceItselfStoodStillNobodyWasSilent() {
        // Given
        heartbeats.seen("n1");
        lookFor(5);

        // When
        pass(Duration.ofMinutes(2));
        heartbeats.look();

        // Then
        assertThat(heartbeats.silence("n1")).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aResetForgetsAll() {
        heartbeats.seen("n1");
        lookFor(3);

        heartbeats.clear();

        assertThat(heartbeats.silence("n1")).isZero();
    }
}
