package io.mltwin.compute.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.computetargets.ClusterNodes.NodeView;
import io.mltwin.compute.monitor.ClusterSamples.Counts;
import io.mltwin.compute.monitor.ClusterSamples.Reading;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a cluster is read, and what is counted. */
class ClusterSamplesTest {

    @Test
    void nodesAreCountedByTheirStates() {
        Counts counts = Counts.of(List.of(
                new NodeView("a", "running", "r"),
                new NodeView("b", "idle", null),
                new NodeView("c", "preparing", null),
                new NodeView("d", "leaving", null)));

        assertThat(counts).isEqualTo(new Counts(1, 1, 1, 4));
    }

    @ParameterizedTest(name = "from {0} to {1} nodes after {2} s: {3}")
    @CsvSource({
        "0, 0, 1, false",
        "0, 0, 600, false",
        "0, 1, 0, true",
        "1, 1, 59, false",
        "1, 1, 60, true",
        "1, 0, 1, true"
    })
    void aReadingIsTakenAtAChangeAndEveryMinuteWithNodes(int before, int now, long seconds, boolean taken) {
        Reading reading = new Reading(new Counts(0, before, 0, before), 5);

        assertThat(reading.isFollowedBy(
                        new Counts(0, now, 0, now),
                        5 + Duration.ofSeconds(seconds).toNanos()))
                .isEqualTo(taken);
    }
}
