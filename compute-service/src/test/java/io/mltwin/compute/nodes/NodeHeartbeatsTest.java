package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeHeartbeatsTest {

    private static final Duration SOME = Duration.ofMillis(200);

    private final NodeHeartbeats heartbeats = new NodeHeartbeats();

    @Test
    void aNodeIsSilentSinceItsLastHeartbeat() {
        heartbeats.seen("n1");
        await().until(() -> heartbeats.silence("n1").compareTo(SOME) > 0);

        heartbeats.seen("n1");

        assertThat(heartbeats.silence("n1")).isLessThan(SOME);
    }

    @Test
    void anUnknownNodeCountsFromNow() {
        assertThat(heartbeats.silence("n1")).isZero();
        await().until(() -> heartbeats.silence("n1").compareTo(SOME) > 0);

        heartbeats.forget("n1");

        assertThat(heartbeats.silence("n1")).isZero();
    }

    @Test
    void aResetForgetsAll() {
        heartbeats.seen("n1");

        heartbeats.clear();

        assertThat(heartbeats.silence("n1")).isZero();
    }
}
