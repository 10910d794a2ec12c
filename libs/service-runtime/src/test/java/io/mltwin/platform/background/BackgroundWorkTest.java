package io.mltwin.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.platform.background.BackgroundWork.BackgroundReadiness;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundWorkTest {

    private static final long LONG_SECONDS = 20;
    private static final Duration STEADY = Duration.ofMillis(300);

    private final BackgroundWork work = new BackgroundWork(Duration.ofMillis(50), STEADY);
    private final BlockingQueue<Integer> turns = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        work.stop(null);
    }

    static Stream<Throwable> ends() {
        return Stream.of(
                new IllegalStateException("a mistake"),
                new StackOverflowError(),
                new OutOfMemoryError("of a direct buffer"),
                new NoClassDefFoundError("Gone"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aTaskThatEndsIsNotReadyAndIsStartedAgain(Throwable end) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger starts = new AtomicInteger();
        BackgroundTask task = work.task("relay", () -> {
            turns.add(starts.incrementAndGet());
            if (starts.get() == 1) {
                throwUnchecked(end);
            }
            await(over);
        });

        assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        await("relay");
        assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
        await();

        over.countDown();
        task.stop(Duration.ofSeconds(LONG_SECONDS));
        assertThat(work.ill()).isEmpty();
    }

    @Test
    void aTaskThatReturnsUnaskedIsStartedAgain() throws InterruptedException {
        BackgroundTask task = work.task("relay", () -> turns.add(1));

        assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(work.ill()).containsExactly("relay");
        task.stop(Duration.ofSeconds(LONG_SECONDS));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aTimerGoesOnAfterATurnThatFailed(Throwable end) throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        BackgroundTimer timer = work.timer("timer", 1);
        timer.every(Duration.ofMillis(100), () -> {
            turns.add(count.incrementAndGet());
            if (count.get() == 1) {
                throwUnchecked(end);
            }
        });

        await("timer");
        await();

        assertThat(count.get()).isGreaterThan(1);
        assertThat(timer.stop(Duration.ofSeconds(LONG_SECONDS))).isTrue();
    }

    @Test
    void stuckWorkKeepsTheThreadsOfItsShareAlone() throws InterruptedException {
        // Given
        BackgroundTimer timer = work.timer("timer", 4);
        CountDownLatch answer = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            int number = i;
            timer.now("the stuck one", 2, () -> {
                await(answer);
                turns.add(number);
            });
        }
        // When, Then: two that are healthy are done, one after the other
        for (int i = 100; i < 150; i++) {
            int number = i;
            timer.now("one " + i % 2, 1, () -> turns.add(number));
            assertThat(turns.poll(1, TimeUnit.SECONDS)).isEqualTo(number);
        }
        assertThat(turns).isEmpty();
        // and the stuck one's work is done when it goes on
        answer.countDown();
        for (int i = 0; i < 10; i++) {
            assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isBetween(0, 9);
        }
        timer.stop(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aShareIsUsedWhole(int share) throws InterruptedException {
        BackgroundTimer timer = work.timer("timer", 8);
        CountDownLatch answer = new CountDownLatch(1);
        for (int i = 0; i < 8; i++) {
            timer.now("key", share, () -> {
                turns.add(1);
                await(answer);
                throw new IllegalStateException("a mistake");
            });
        }
        for (int i = 0; i < share; i++) {
            assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(turns.poll(100, TimeUnit.MILLISECONDS)).isNull();
        answer.countDown();
        for (int i = share; i < 8; i++) {
            assertThat(turns.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
        }
        timer.stop(Duration.ZERO);
    }

    @Test
    void aTurnAloneThatFailedIsToldForAWhile() {
        BackgroundTimer timer = work.timer("timer", 2);

        timer.now(() -> throwUnchecked(new StackOverflowError()));

        await("timer");
        await();
    }

    @Test
    void stoppedTimerLeavesNewWork() throws InterruptedException {
        BackgroundTimer timer = work.timer("timer", 1);
        timer.stop(Duration.ZERO);

        timer.now(() -> turns.add(1));

        assertThat(timer.isStopped()).isTrue();
        assertThat(turns).isEmpty();
        assertThat(work.ill()).isEmpty();
    }

    @Test
    void aClientWhoseThreadHasEndedIsMadeAgain() throws InterruptedException {
        BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        AtomicInteger made = new AtomicInteger();
        CountDownLatch dies = new CountDownLatch(1);
        ThreadedClient<String> client = work.client(
                "library-\\d+",
                () -> {
                    String name = "library-" + made.incrementAndGet();
                    Thread thread = new Thread(() -> await(dies), name);
                    thread.setDaemon(true);
                    thread.start();
                    return name;
                },
                closed::add);
        assertThat(client.get()).isEqualTo("library-1");
        assertThat(client.get()).isEqualTo("library-1");
        assertThat(work.ill()).isEmpty();

        dies.countDown();

        assertThat(closed.poll(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo("library-1");
        assertThat(work.ill()).containsExactly("library-\\d+");
        await();
        assertThat(client.get()).isEqualTo("library-2");
    }

    @Test
    void theWatchItselfIsStartedAgain() {
        work.timer("timer", 1);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("background-watch"))
                .forEach(Thread::interrupt);

        await("background-watch");
        await();
    }

    @Test
    void readinessSaysWhatIsNotWell() {
        BackgroundReadiness readiness = new BackgroundReadiness(work);
        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

        work.timer("timer", 1).now(() -> throwUnchecked(new StackOverflowError()));
        await("timer");
        HealthCheckResponse answer = readiness.call();

        assertThat(answer.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(answer.getData()).hasValueSatisfying(data -> assertThat(data).containsValue("timer"));
    }

    /** Until these are not well and no others. */
    private void await(String... names) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        while (!work.ill().equals(java.util.List.of(names))) {
            assertThat(System.nanoTime()).as("not ill: %s", (Object) names).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void throwUnchecked(Throwable end) {
        if (end instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) end;
    }
}
