package io.mltwin.node.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.run.RunUtilization.CpuMeter;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Processor time against the time that passed, and of real processes. */
class CpuMeterTest {

    private long used = 7;
    private long now = 11;

    private void pass(Duration time, Duration processorTime) {
        now += time.toNanos();
        used += processorTime.toNanos();
    }

    @Test
    void aMinuteIsReadWhenItIsOverAndTheRestAtTheEnd() {
        CpuMeter meter = new CpuMeter(() -> used, () -> now, 4);
        pass(Duration.ofSeconds(59), Duration.ofSeconds(60));
        assertThat(meter.minute()).isEmpty();
        pass(Duration.ofSeconds(1), Duration.ofSeconds(60));
        assertThat(meter.minute()).isEqualTo(OptionalDouble.of(50));
        pass(Duration.ofSeconds(10), Duration.ofSeconds(1));
        assertThat(meter.minute()).isEmpty();
        assertThat(meter.end()).isEqualTo(OptionalDouble.of(2.5));
        pass(Duration.ofMinutes(5), Duration.ofMinutes(5));
        assertThat(meter.minute()).isEmpty();
        assertThat(meter.end()).isEmpty();
    }

    @Test
    void itIsNeverLessThanNothingNorMoreThanAll() {
        CpuMeter meter = new CpuMeter(() -> used, () -> now, 1);
        pass(Duration.ofMinutes(1), Duration.ofSeconds(-1));
        assertThat(meter.minute()).isEqualTo(OptionalDouble.of(0));
        pass(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(meter.minute()).isEqualTo(OptionalDouble.of(100));
    }

    @Test
    void theTimeOfAProcessThatHasEndedIsSeen() throws Exception {
        CpuMeter idle = CpuMeter.start();
        Thread.sleep(200);
        double nothing = idle.end().orElseThrow();
        CpuMeter busy = CpuMeter.start();
        assertThat(new ProcessBuilder("bash", "-c", "for ((i = 0; i < 200000; i++)); do :; done")
                        .start()
                        .waitFor())
                .isZero();

        assertThat(busy.end().orElseThrow()).isGreaterThan(nothing);
    }
}
