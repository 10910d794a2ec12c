package io.mltwin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.runs.RunComparison.Line;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two runs are compared name by name. */
class RunComparisonTest {

    @Test
    void valueOfOneRunAloneIsDifferent() {
        assertThat(RunComparison.lines(Map.of("rate", "0.1", "seed", "1"), Map.of("rate", "0.1", "k", "2")))
                .containsExactly(new Line("k", null, "2"), new Line("rate", "0.1", "0.1"), new Line("seed", "1", null))
                .extracting(Line::isDifferent)
                .containsExactly(true, false, true);
    }
}
