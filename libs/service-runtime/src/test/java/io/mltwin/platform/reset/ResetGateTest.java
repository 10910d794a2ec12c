package io.mltwin.platform.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.reset.ResetGate.Phase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResetGateTest {

    private static final String PASS = "the-pass";

    private final ResetGate gate = new ResetGate();

    @ParameterizedTest(name = "{0}, shown {1}")
    @CsvSource({
        "OPEN, , true",
        "OPEN, another, true",
        "PAUSED, , false",
        "PAUSED, the-pass, false",
        "CLEARING, the-pass, false",
        "CLEARED, , false",
        "CLEARED, another, false",
        "CLEARED, the-pass, true",
        "HELD, the-pass, false",
        "LOADED, the-pass, false"
    })
    void admitsRequestsByPhaseAndPass(Phase phase, String shown, boolean admitted) {
        gate.set(phase, PASS, 1);

        assertThat(gate.admit(shown)).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({"OPEN, ", "PAUSED, ", "CLEARING, ", "CLEARED, the-pass", "HELD, ", "LOADED, "})
    void tellsThePassToOutgoingCallsWhileItSeedsOnly(Phase phase, String told) {
        gate.set(phase, PASS, 1);

        assertThat(gate.pass()).isEqualTo(told);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAUSED", "HELD", "LOADED"})
    void backgroundWorkWaitsOutAPause(Phase closed) throws Exception {
        // Given
        gate.set(closed, PASS, 1);
        CompletableFuture<Long> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> gate.work(() -> done.complete(gate.epoch())));
        worker.start();
        assertThat(gate.awaitIdle(Duration.ofMillis(50))).isZero();
        assertThat(done).isNotDone();
        // When
        gate.set(Phase.CLEARED, PASS, 2);
        // Then
        assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo(2);
        worker.join();
    }

    @Test
    void runningRequestIsWaitedForAMomentAndThenTold() throws Exception {
        gate.admit(null);
        gate.set(Phase.PAUSED, PASS, 1);

        assertThat(gate.awaitIdle(Duration.ofMillis(50))).isEqualTo(1);
        gate.leave();
        assertThat(gate.awaitIdle(Duration.ofMillis(50))).isZero();
    }

    @Test
    void aStopEndsThoseThatWait() throws Exception {
        // Given
        gate.set(Phase.PAUSED, PASS, 1);
        CompletableFuture<Boolean> entered = CompletableFuture.supplyAsync(gate::enter);
        // When
        gate.stop(null);
        // Then
        assertThat(entered.get(10, TimeUnit.SECONDS)).isFalse();
    }
}
