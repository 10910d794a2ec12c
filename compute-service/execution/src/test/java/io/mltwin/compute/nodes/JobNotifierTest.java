package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobNotifierTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final JobNotifier notifier = new JobNotifier();

    @Test
    void allNodesOfTheClusterAreWokenAndNoOthers() throws Exception {
        CompletableFuture<Void> first = notifier.next("c1", LONG);
        CompletableFuture<Void> second = notifier.next("c1", LONG);
        CompletableFuture<Void> other = notifier.next("c2", LONG);

        notifier.wake("c1");

        first.get(5, TimeUnit.SECONDS);
        second.get(5, TimeUnit.SECONDS);
        assertThat(other).isNotDone();
    }

    @Test
    void aNodeWaitsForTheNextJobAndNotForThoseBefore() {
        notifier.wake("c1");

        assertThat(notifier.next("c1", LONG)).isNotDone();
    }

    @Test
    void aNodeWaitsNoLongerThanItsTime() throws Exception {
        notifier.next("c1", Duration.ofMillis(10)).get(5, TimeUnit.SECONDS);
    }

    @Test
    void aPausedServiceAnswersAllNodes() throws Exception {
        CompletableFuture<Void> first = notifier.next("c1", LONG);
        CompletableFuture<Void> other = notifier.next("c2", LONG);

        notifier.pause();

        first.get(5, TimeUnit.SECONDS);
        other.get(5, TimeUnit.SECONDS);
    }
}
