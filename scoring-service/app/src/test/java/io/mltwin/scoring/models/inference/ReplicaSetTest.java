package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.container.ContainerException;
import io.mltwin.container.ContainerException.Kind;
import io.mltwin.scoring.models.services.RequestLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The containers of a deployment: who gets a request, and how their number changes. */
class ReplicaSetTest {

    private static final RequestLimits LIMITS = limits(1, 3, Duration.ofMillis(100), Duration.ofMillis(300));

    private final List<Played> started = new ArrayList<>();
    private ContainerException atStart;

    /** A container that a test holds, kills and looks at. */
    private static final class Played implements Predictor {
        private final String name;
        private final CompletableFuture<Void> held = new CompletableFuture<>();
        private volatile boolean holds;
        private volatile boolean isDead;
        private volatile boolean isClosed;
        private volatile int requests;

        Played(String name) {
            this.name = name;
        }

        @Override
        public CompletableFuture<Prediction> predict(byte[] body) {
            requests++;
            if (isDead) {
                return CompletableFuture.failedFuture(new ContainerException(Kind.CRASHED, "the process ended"));
            }
            Prediction answer = new Prediction("text/plain", name.getBytes(StandardCharsets.UTF_8), 1);
            return holds ? held.thenApply(done -> answer) : CompletableFuture.completedFuture(answer);
        }

        @Override
        public boolean isHealthy() {
            return !isDead || requests == 0;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static RequestLimits limits(int perReplica, int attempts, Duration queueWait, Duration restartWait) {
        Duration minute = Duration.ofMinutes(1);
        return new RequestLimits(perReplica, 2 * perReplica, attempts, queueWait, minute, restartWait, minute);
    }

    private Predictor start() throws ContainerException {
        if (atStart != null) {
            throw atStart;
        }
        Played played = new Played("c" + started.size());
        started.add(played);
        return played;
    }

    private ReplicaSet set(int count) throws ContainerException {
        return ReplicaSet.start(count, LIMITS, this::start);
    }

    private static CompletableFuture<String> asynchronously(ReplicaSet set) {
        return set.predict(new byte[0])
                .thenApply(answer -> new String(answer.body(), StandardCharsets.UTF_8))
                .exceptionally(ReplicaSetTest::kind);
    }

    private static String kind(Throwable failed) {
        Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
        return ((ContainerException) cause).kind().name();
    }

    private static String answer(ReplicaSet set) {
        return asynchronously(set).join();
    }

    @Test
    void aRequestGoesToAContainerThatIsFree() throws Exception {
        ReplicaSet set = set(2);
        started.get(0).holds = true;
        CompletableFuture<String> first = asynchronously(set);
        await().until(() -> started.get(0).requests == 1);

        assertThat(answer(set)).isEqualTo("c1");
        assertThat(answer(set)).isEqualTo("c1");
        started.get(0).held.complete(null);
        assertThat(first.get()).isEqualTo("c0");
    }

    @Test
    void aRequestThatWasNotAnsweredGoesToAnother() throws Exception {
        ReplicaSet set = set(2);
        started.get(0).isDead = true;

        assertThat(answer(set)).isEqualTo("c1");
        assertThat(started.get(0).requests).isEqualTo(1);
    }

    @Test
    void aContainerThatIsAloneGetsEachRequestOnceAlsoAfterItEnded() throws Exception {
        ReplicaSet set = ReplicaSet.start(1, limits(1, 1, Duration.ofMillis(100), Duration.ofMillis(300)), this::start);
        started.get(0).isDead = true;

        assertThat(answer(set)).isEqualTo("CRASHED");
        assertThat(answer(set)).isEqualTo("CRASHED");
        assertThat(started.get(0).requests).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void oneMoreThanTheLimitIsTurnedAwayAfterItsWait(int most) throws Exception {
        // Given
        ReplicaSet set =
                ReplicaSet.start(1, limits(most, 1, Duration.ofMillis(20), Duration.ofMinutes(1)), this::start);
        started.get(0).holds = true;
        for (int i = 0; i < most; i++) {
            asynchronously(set);
        }
        // When, Then
        assertThat(answer(set)).isEqualTo("BUSY");
        assertThat(started.get(0).requests).isEqualTo(most);
    }

    @Test
    void requestThatWaitsGetsThePlaceOfOneThatWasAnswered() throws Exception {
        // Given
        ReplicaSet set = ReplicaSet.start(1, limits(1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)), this::start);
        started.get(0).holds = true;
        asynchronously(set);
        CompletableFuture<String> second = asynchronously(set);
        // When
        started.get(0).held.complete(null);
        // Then
        assertThat(second.get()).isEqualTo("c0");
        assertThat(started.get(0).requests).isEqualTo(2);
    }

    @Test
    void whereNoContainerRunsARequestWaitsForTheRestart() throws Exception {
        ReplicaSet set = set(1);
        started.get(0).isDead = true;
        assertThat(answer(set)).isEqualTo("CLOSED");

        CompletableFuture<String> waiting = asynchronously(set);
        started.get(0).isDead = false;

        assertThat(waiting.get()).isEqualTo("c0");
    }

    @Test
    void requestThatWaitsTooLongOrIsOneTooManyIsTurnedAway() throws Exception {
        RequestLimits patient = limits(1, 3, Duration.ofSeconds(3), Duration.ofSeconds(3));
        ReplicaSet set = ReplicaSet.start(1, patient, this::start);
        started.get(0).holds = true;
        CompletableFuture<String> first = asynchronously(set);
        await().until(() -> started.get(0).requests == 1);
        CompletableFuture<String> second = asynchronously(set);
        await().until(() -> set.pending() == 2);

        assertThat(asynchronously(set).get()).isEqualTo("BUSY");
        assertThat(second.get()).isEqualTo("BUSY");
        started.get(0).held.complete(null);
        assertThat(first.get()).isEqualTo("c0");
        assertThat(set.pending()).isZero();
    }

    @Test
    void oneThatLeavesEndsItsRequestFirst() throws Exception {
        ReplicaSet set = set(1);
        started.get(0).holds = true;
        CompletableFuture<String> first = asynchronously(set);
        await().until(() -> started.get(0).requests == 1);

        set.replace(2, LIMITS, this::start);

        assertThat(set.size()).isEqualTo(2);
        assertThat(answer(set)).isIn("c1", "c2");
        assertThat(started.get(0).isClosed).isFalse();
        started.get(0).held.complete(null);
        assertThat(first.get()).isEqualTo("c0");
        await().until(() -> started.get(0).isClosed);
    }

    @Test
    void aChangeThatFailsLeavesWhatRan() throws Exception {
        ReplicaSet set = set(1);
        atStart = new ContainerException(Kind.CLOSED, "init raised");

        assertThatThrownBy(() -> set.replace(1, LIMITS, this::start)).isSameAs(atStart);
        assertThatThrownBy(() -> set.scale(3)).isSameAs(atStart);

        assertThat(set.size()).isEqualTo(1);
        assertThat(answer(set)).isEqualTo("c0");
        atStart = null;
        set.scale(3);
        assertThat(set.size()).isEqualTo(3);
        set.scale(1);
        assertThat(set.size()).isEqualTo(1);
        assertThat(started.stream().filter(one -> one.isClosed)).hasSize(2);
        set.close();
        assertThat(started).allMatch(one -> one.isClosed);
    }
}
