package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.node.host.NodeProcesses.Liveness;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceLimitsTest {

    private final SilenceLimits limits =
            new SilenceLimits(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofMinutes(3));

    @ParameterizedTest(name = "run {0}, process {1}: {2}")
    @CsvSource({"true, UNKNOWN, PT15S", "false, UNKNOWN, PT60S", "true, ALIVE, PT3M", "false, ALIVE, PT3M"})
    void aNodeWhoseProcessLivesMaySayNothingForLonger(boolean hasRun, Liveness process, Duration longest) {
        assertThat(limits.of(hasRun, process)).isEqualTo(longest);
    }
}
