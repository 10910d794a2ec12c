package io.mltwin.console.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.page.Attempt;
import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import io.mltwin.platform.tracing.CurrentTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a page that are read at the same time. */
class ConcurrentPartsTest {

    private static final int PATIENCE_SECONDS = 30;
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CallsOfPage calls = new CallsOfPage();
    private final ConcurrentParts parts = new ConcurrentParts(calls, workers);

    @BeforeAll
    static void startContexts() {
        Arc.initialize();
    }

    @AfterAll
    static void stopContexts() {
        Arc.shutdown();
    }

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    @Test
    void independentPartsAreReadAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(ConcurrentParts.MOST_OF_A_GROUP);

        List<Boolean> met = readAll(ConcurrentParts.MOST_OF_A_GROUP, part -> {
            all.countDown();
            return within(all);
        });

        assertThat(met).hasSize(ConcurrentParts.MOST_OF_A_GROUP).containsOnly(true);
    }

    @Test
    void valuesAndCallsHaveTheOrderOfTheParts() {
        // Given: each part ends after the one behind it
        int count = ConcurrentParts.MOST_OF_A_GROUP;
        List<CountDownLatch> ended = IntStream.rangeClosed(0, count)
                .mapToObj(i -> new CountDownLatch(1))
                .toList();
        ended.get(count).countDown();
        calls.add(call("before"));
        // When
        List<Integer> values = readAll(count, part -> {
            calls.add(call(part + "a"));
            within(ended.get(part + 1));
            calls.add(call(part + "b"));
            ended.get(part).countDown();
            return part;
        });
        calls.add(call("after"));
        // Then
        assertThat(values).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(calls.list())
                .extracting(MadeCall::path)
                .containsExactly(
                        "before", "0a", "0b", "1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "5a", "5b", "after");
    }

    @Test
    void callsOfPartsInPartsHaveTheOrderOfThePartsToo() {
        readAll(3, part -> {
            calls.add(call(part + ""));
            return readAll(2, inner -> {
                calls.add(call(part + "." + inner));
                return inner;
            });
        });

        assertThat(calls.list())
                .extracting(MadeCall::path)
                .containsExactly("0", "0.0", "0.1", "1", "1.0", "1.1", "2", "2.0", "2.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 40})
    void aGroupHasFewThreads(int count) {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<Integer> values = readAll(count, part -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pause();
            now.decrementAndGet();
            return part;
        });

        assertThat(values).hasSize(count);
        assertThat(most.get()).isLessThanOrEqualTo(ConcurrentParts.MOST_OF_A_GROUP);
    }

    @Test
    void allPagesTogetherHaveFewThreads() throws Exception {
        // Given: pages that read at the same time, each with as many parts as it can
        Set<Thread> helping = ConcurrentHashMap.newKeySet();
        ExecutorService pages = Executors.newFixedThreadPool(10);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // When
        for (int page = 0; page < 10; page++) {
            pages.submit(() -> {
                Thread own = Thread.currentThread();
                return readAll(12, part -> {
                    boolean helps = Thread.currentThread() != own;
                    if (helps) {
                        helping.add(Thread.currentThread());
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    }
                    pause();
                    if (helps) {
                        now.decrementAndGet();
                    }
                    return part;
                });
            });
        }
        pages.shutdown();
        // Then
        assertThat(pages.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(helping).isNotEmpty();
        assertThat(most.get()).isLessThanOrEqualTo(ConcurrentParts.MOST_HELPERS);
    }

    @Test
    void aPageThatGetsNoThreadReadsItsPartsItself() {
        ConcurrentParts alone = new ConcurrentParts(calls, work -> {
            throw new RejectedExecutionException("stopping");
        });

        List<Thread> readers = alone.readAll(List.<Supplier<Thread>>of(Thread::currentThread, Thread::currentThread));

        assertThat(readers).containsOnly(Thread.currentThread());
    }

    @Test
    void eachPartIsReadInTheRequestAndTraceOfItsPage() {
        // Given: the session of a page is found by its request
        ManagedContext requests = Arc.container().requestContext();
        ContextState request = requests.activate((ContextState) null);
        CountDownLatch all = new CountDownLatch(ConcurrentParts.MOST_OF_A_GROUP);
        List<Seen> seen;
        // When
        Scope scope = trace().makeCurrent();
        try {
            seen = readAll(ConcurrentParts.MOST_OF_A_GROUP, part -> {
                all.countDown();
                within(all);
                return Seen.here();
            });
        } finally {
            scope.close();
            requests.terminate();
        }
        // Then
        assertThat(seen).extracting(Seen::thread).doesNotHaveDuplicates();
        assertThat(seen).extracting(Seen::request).containsOnly(request);
        assertThat(seen).extracting(Seen::trace).containsOnly(TRACE);
        assertThat(seen.stream().map(Seen::thread))
                .contains(Thread.currentThread())
                .hasSize(ConcurrentParts.MOST_OF_A_GROUP);
    }

    @Test
    void aThreadThatHelpedKeepsNothingOfThePage() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        ManagedContext requests = Arc.container().requestContext();
        requests.activate();
        CountDownLatch both = new CountDownLatch(2);
        Scope scope = trace().makeCurrent();
        try {
            Supplier<Boolean> meet = () -> {
                both.countDown();
                return within(both);
            };
            new ConcurrentParts(calls, one).readAll(List.of(meet, meet));
        } finally {
            scope.close();
            requests.terminate();
        }

        Seen later = one.submit(Seen::here).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        one.shutdownNow();
        assertThat(later.request()).isNull();
        assertThat(later.trace()).isNull();
    }

    @Test
    void oneRefusedPartIsShownAsRefusedAndTheOthersAsTheyAre() {
        List<Attempt<Integer>> read = readAll(
                3,
                part -> Attempt.of(() -> {
                    calls.add(call("" + part));
                    if (part == 1) {
                        throw new AzureException(403, "AuthorizationFailed", "No.");
                    }
                    return part;
                }));

        assertThat(read).extracting(Attempt::value).containsExactly(0, null, 2);
        assertThat(read.get(1).refusal().code()).isEqualTo("AuthorizationFailed");
        assertThat(read.get(0).refusal()).isNull();
        assertThat(read.get(2).refusal()).isNull();
        assertThat(calls.list()).extracting(MadeCall::path).containsExactly("0", "1", "2");
    }

    @Test
    void anErrorOfTheWholePageIsThatOfTheFirstPartAndComesWhenAllHaveEnded() {
        AtomicInteger ended = new AtomicInteger();

        assertThatThrownBy(() -> readAll(4, part -> {
                    pause();
                    ended.incrementAndGet();
                    if (part % 2 == 1) {
                        throw new IllegalStateException("part " + part);
                    }
                    return part;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("part 1");
        assertThat(ended).hasValue(4);
    }

    @Test
    void aPartHasNoValueBeforeItsGroupIsRead() {
        PartGroup group = parts.group();
        Part<String> part = group.add(() -> "read");

        assertThatThrownBy(part::value).isInstanceOf(IllegalStateException.class);
        group.read();
        assertThat(part.value()).isEqualTo("read");
    }

    /** Where a part was read. */
    private record Seen(Thread thread, ContextState request, String trace) {
        static Seen here() {
            SpanContext span = Span.fromContext(CurrentTrace.get()).getSpanContext();
            return new Seen(
                    Thread.currentThread(),
                    Arc.container().requestContext().getStateIfActive(),
                    span.isValid() ? span.getTraceId() : null);
        }
    }

    /** Reads the part of a number. */
    private interface Reader<T> {
        T read(int part);
    }

    private <T> List<T> readAll(int count, Reader<T> reader) {
        return parts.readAll(Stream.iterate(0, part -> part + 1)
                .limit(count)
                .<Supplier<T>>map(part -> () -> reader.read(part))
                .toList());
    }

    private static Context trace() {
        return Context.root()
                .with(Span.wrap(SpanContext.create(
                        TRACE, "0123456789abcdef", TraceFlags.getSampled(), TraceState.getDefault())));
    }

    private static MadeCall call(String path) {
        return new MadeCall("GET", "host", path, 200, 1, null, null);
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
