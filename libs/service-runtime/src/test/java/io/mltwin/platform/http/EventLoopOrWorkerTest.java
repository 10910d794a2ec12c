package io.mltwin.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventLoopOrWorkerTest {

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void answerFromMemoryStaysOnTheEventLoop() throws Exception {
        // When
        Result<Boolean> result = onEventLoop(Context::isOnEventLoopThread);

        // Then
        assertThat(result.wasComplete()).isTrue();
        assertThat(result.get()).isTrue();
    }

    @Test
    void workThatNeedsAWorkerRunsThereFromItsBeginning() throws Exception {
        // Given
        List<String> steps = new ArrayList<>();

        // When
        Result<String> result = onEventLoop(() -> {
            steps.add("begun");
            EventLoopOrWorker.requireWorker();
            steps.add("read");
            return "value";
        });

        // Then
        assertThat(result.get()).isEqualTo("value");
        assertThat(steps).containsExactly("begun", "begun", "read");
    }

    @Test
    void aWorkerThreadIsNotLeft() {
        // Given
        Thread here = Thread.currentThread();

        // When
        CompletionStage<Thread> result = EventLoopOrWorker.run(() -> {
            EventLoopOrWorker.requireWorker();
            return Thread.currentThread();
        });

        // Then
        assertThat(result.toCompletableFuture()).isCompletedWithValue(here);
    }

    @Test
    void aRefusalOnTheEventLoopIsThrown() {
        assertThatThrownBy(() -> onEventLoop(() -> {
                    throw new IllegalArgumentException("refused");
                }))
                .hasCause(new IllegalArgumentException("refused"));
    }

    @Test
    void aRefusalOnAWorkerFailsTheStage() throws Exception {
        // When
        Result<String> result = onEventLoop(() -> {
            EventLoopOrWorker.requireWorker();
            throw new IllegalArgumentException("refused");
        });

        // Then
        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCause(new IllegalArgumentException("refused"));
    }

    @Test
    void outsideRunTheEventLoopIsRefusedWithoutAStackTrace() throws Exception {
        // Given
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();

        // When
        vertx.runOnContext(none -> thrown.complete(catchThrowable(EventLoopOrWorker::requireWorker)));

        // Then
        assertThat(thrown.get(10, TimeUnit.SECONDS))
                .isInstanceOf(WorkerNeededException.class)
                .satisfies(needed -> assertThat(needed.getStackTrace()).isEmpty());
    }

    /** What the event loop got at once, and what came of it. */
    private record Result<T>(CompletionStage<T> stage, boolean wasComplete) {
        T get() throws Exception {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static <T> Result<T> onEventLoop(Supplier<T> work) throws Exception {
        CompletableFuture<Result<T>> result = new CompletableFuture<>();
        vertx.runOnContext(none -> {
            try {
                CompletionStage<T> stage = EventLoopOrWorker.run(work);
                result.complete(new Result<>(stage, stage.toCompletableFuture().isDone()));
            } catch (RuntimeException refused) {
                result.completeExceptionally(refused);
            }
        });
        return result.get(10, TimeUnit.SECONDS);
    }
}
