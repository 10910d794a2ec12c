package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<CompletableFuture<String>> working = new ArrayList<>();

    private Turns turns(int most, Duration wait) {
        return new Turns(most, wait, () -> new IllegalStateException("busy"));
    }

    private CompletableFuture<String> work() {
        CompletableFuture<String> result = new CompletableFuture<>();
        working.add(result);
        return result;
    }

    @Test
    void soManyWorkAtOnceAndTheOthersInTheOrderTheyCame() {
        // Given
        Turns turns = turns(2, LONG);
        List<CompletableFuture<String>> all =
                IntStream.range(0, 5).mapToObj(i -> turns.take(this::work)).toList();
        assertThat(working).hasSize(2);
        // When
        working.get(1).complete("second");
        // Then
        assertThat(all.get(1)).isCompletedWithValue("second");
        assertThat(working).hasSize(3);
        working.get(2).complete("third");
        assertThat(all.get(2)).isCompletedWithValue("third");
        assertThat(all.get(4)).isNotCompleted();
    }

    @Test
    void aTurnIsGivenOnByWorkThatFailsOrDoesNotBegin() {
        // Given
        Turns turns = turns(1, LONG);
        CompletableFuture<String> first = turns.take(this::work);
        CompletableFuture<String> broken = turns.take(() -> {
            throw new IllegalArgumentException("broken");
        });
        CompletableFuture<String> last = turns.take(this::work);
        // When
        working.get(0).completeExceptionally(new IllegalStateException("failed"));
        // Then
        assertThat(first).isCompletedExceptionally();
        assertThat(broken).isCompletedExceptionally();
        working.get(1).complete("last");
        assertThat(last).isCompletedWithValue("last");
    }

    @Test
    void requestThatWaitedTooLongIsTurnedAwayAndTakesNoTurn() {
        // Given
        Turns turns = turns(1, Duration.ofMillis(20));
        turns.take(this::work);
        // When
        CompletableFuture<String> late = turns.take(this::work);
        // Then
        assertThatThrownBy(late::join).hasRootCauseMessage("busy");
        working.get(0).complete("first");
        CompletableFuture<String> next = turns.take(this::work);
        assertThat(working).hasSize(2);
        working.get(1).complete("next");
        assertThat(next).isCompletedWithValue("next");
    }

    @Test
    void manyThreadsAllGetTheirTurn() {
        Turns turns = turns(3, LONG);
        List<CompletableFuture<Integer>> all = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> turns.take(() -> CompletableFuture.supplyAsync(() -> i)))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 2_000).boxed().toList());
    }
}
