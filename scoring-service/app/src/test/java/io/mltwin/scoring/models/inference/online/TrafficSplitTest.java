package io.mltwin.scoring.models.inference.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which deployment a request goes to. */
class TrafficSplitTest {

    /** Gives the numbers from 0 to 99, each once. */
    private static TrafficSplit everyShareOnce() {
        return new TrafficSplit(new SecureRandom() {
            private static final long serialVersionUID = 1;
            private int next;

            @Override
            public int nextInt(int bound) {
                return next++ % bound;
            }
        });
    }

    private static Map<Optional<String>, Long> shares(Map<String, Integer> percents) {
        TrafficSplit split = everyShareOnce();
        return IntStream.range(0, 100)
                .mapToObj(i -> split.choose(percents))
                .collect(Collectors.groupingBy(one -> one, Collectors.counting()));
    }

    @Test
    void eachGetsItsPercentages() {
        assertThat(shares(Map.of("blue", 90, "green", 10)))
                .isEqualTo(Map.of(Optional.of("blue"), 90L, Optional.of("green"), 10L));
        assertThat(shares(Map.of("blue", 100, "green", 0))).isEqualTo(Map.of(Optional.of("blue"), 100L));
        assertThat(shares(Map.of("shadow", 10))).isEqualTo(Map.of(Optional.of("shadow"), 10L, Optional.empty(), 90L));
        assertThat(shares(Map.of())).isEqualTo(Map.of(Optional.empty(), 100L));
        assertThat(shares(Map.of("blue", 0))).isEqualTo(Map.of(Optional.empty(), 100L));
    }
}
