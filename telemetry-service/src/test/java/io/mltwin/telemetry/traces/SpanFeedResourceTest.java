package io.mltwin.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanFeed.Arrivals;
import io.mltwin.traces.SpanVisibility;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The feed of spans: what arrives is seen once, by those who may see it. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class SpanFeedResourceTest {

    private static final String TENANT = "t";
    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w";
    private static final AtomicLong NUMBERS = new AtomicLong(1);
    private static final int ALL = 10_000;

    @Inject
    SpanFeed feed;

    @Inject
    TraceService traces;

    @Inject
    ArrivalPoller poller;

    private final String alice = UUID.randomUUID().toString();
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final SpanVisibility own = SpanVisibility.ofOwn(TENANT, alice);

    @Test
    void spanThatArrivedAfterAPositionIsSeenOnce() {
        long position = feed.position();
        RecordedSpan first = span(trace, null, "GET /a", null);
        RecordedSpan second = span(trace, first.spanId(), "GET /b", null);
        traces.store(List.of(first));
        traces.store(List.of(second, first));

        Arrivals one = feed.after(position, 1, SpanVisibility.ofOperator());
        Arrivals other = feed.after(one.position(), ALL, SpanVisibility.ofOperator());

        assertThat(one.spans()).containsExactly(first);
        assertThat(one.more()).isTrue();
        assertThat(other.spans()).containsExactly(second);
        assertThat(other.more()).isFalse();
        assertThat(feed.after(other.position(), ALL, SpanVisibility.ofOperator())
                        .spans())
                .isEmpty();
    }

    @Test
    void readersOfASpanHoldTheSameOne() {
        traces.store(List.of(span(trace, null, "GET /a", alice)));

        RecordedSpan held = feed.trace(trace, own).get(0);

        assertThat(feed.trace(trace, SpanVisibility.ofOperator()).get(0)).isSameAs(held);
        assertThat(feed.newest(1, own).get(0).spans().get(0)).isSameAs(held);
    }

    @Test
    void readersTogetherAreGivenTheSame() {
        long position = feed.position();
        RecordedSpan first = span(trace, null, "GET /a", alice);
        traces.store(List.of(first));
        Arrivals one = feed.after(position, ALL, own);

        Arrivals other = feed.after(position, ALL, own);
        RecordedSpan second = span(trace, first.spanId(), "GET /b", null);
        traces.store(List.of(second));

        assertThat(other).isEqualTo(one);
        assertThat(feed.after(position, ALL, own).spans()).containsExactlyInAnyOrder(first, second);
        assertThat(feed.after(one.position(), ALL, own).spans()).containsExactly(second);
        assertThat(feed.trace(trace, own)).containsExactly(first, second);
    }

    @Test
    void aChildThatCameFirstIsSeenWithTheCallThatCausedIt() {
        RecordedSpan call = span(trace, null, "GET /a", alice);
        RecordedSpan child = span(trace, call.spanId(), "GET /b", null);
        RecordedSpan foreign = span(trace, null, "GET /c", "bob");
        long position = feed.position();
        traces.store(List.of(child, foreign));

        Arrivals before = feed.after(position, ALL, own);
        traces.store(List.of(call));
        Arrivals after = feed.after(before.position(), ALL, own);

        assertThat(before.spans()).isEmpty();
        assertThat(after.spans()).containsExactlyInAnyOrder(call, child);
        assertThat(feed.trace(trace, own)).containsExactly(call, child);
        assertThat(feed.trace(trace, SpanVisibility.ofOwn(TENANT, "nobody"))).isEmpty();
    }

    @Test
    void aReaderFindsTracesByOwnCallsAndByReadableScopes() {
        String other = UUID.randomUUID().toString().replace("-", "");
        traces.store(List.of(span(trace, null, "GET /a", alice)));
        traces.store(List.of(span(other, null, "GET " + WORKSPACE, "bob")));
        Set<String> asked = new HashSet<>();
        SpanVisibility readsAll = new SpanVisibility(false, TENANT, alice, scopes -> {
            asked.addAll(scopes);
            return scopes;
        });

        assertThat(feed.newest(20, own)).extracting(RecordedTrace::traceId).containsExactly(trace);
        assertThat(feed.newest(20, readsAll))
                .extracting(RecordedTrace::traceId)
                .contains(other, trace)
                .startsWith(other);
        assertThat(asked).contains(WORKSPACE.toLowerCase(java.util.Locale.ROOT));
        assertThat(feed.newest(1, SpanVisibility.ofOperator()))
                .extracting(RecordedTrace::traceId)
                .containsExactly(other);
    }

    @Test
    void theNewestFlowOfAKindIsTheReadersOwn() {
        String other = UUID.randomUUID().toString().replace("-", "");
        traces.store(List.of(span(trace, null, "PUT " + WORKSPACE, alice)));
        traces.store(List.of(span(other, null, "PUT " + WORKSPACE, "bob")));

        assertThat(feed.newest(FlowKind.WORKSPACE, 1, own))
                .extracting(RecordedTrace::traceId)
                .containsExactly(trace);
        assertThat(feed.newest(FlowKind.WORKSPACE, 1, SpanVisibility.ofOperator()))
                .extracting(RecordedTrace::traceId)
                .containsExactly(other);
        assertThat(feed.newest(FlowKind.SNAPSHOT, 1, own)).isEmpty();
    }

    @Test
    void batchesThatAreStoredAtOnceAreAllSeenByWhoeverFollows() throws Exception {
        long position = feed.position();
        Set<String> stored = new HashSet<>();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        List<Future<?>> writing = new ArrayList<>();
        for (int batch = 0; batch < 40; batch++) {
            List<RecordedSpan> spans = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                spans.add(span(trace, null, "GET /" + i, null));
            }
            spans.forEach(span -> stored.add(span.spanId()));
            writing.add(writers.submit(() -> traces.store(spans)));
        }

        List<String> seen = new ArrayList<>();
        long from = position;
        boolean writersAreDone = false;
        while (true) {
            Arrivals arrived = feed.after(from, 100, SpanVisibility.ofOperator());
            from = arrived.position();
            arrived.spans().stream()
                    .filter(span -> span.traceId().equals(trace))
                    .forEach(span -> seen.add(span.spanId()));
            if (writersAreDone && arrived.spans().isEmpty()) {
                break;
            }
            writersAreDone = writing.stream().allMatch(Future::isDone);
        }

        for (Future<?> one : writing) {
            one.get();
        }
        writers.shutdown();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void listenerIsToldAndNothingIsLookedForAfterwards() {
        AtomicInteger told = new AtomicInteger();
        try (SpanFeed.Listening listening = feed.listen(told::incrementAndGet)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> told.get() > 0);
            int before = told.get();
            traces.store(List.of(span(trace, null, "GET /a", null)));

            await().atMost(Duration.ofSeconds(10)).until(() -> told.get() > before);
            assertThat(poller.isLooking()).isTrue();
            assertThat(listening).isNotNull();
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> !poller.isLooking());
    }

    private static RecordedSpan span(String traceId, String parent, String request, String objectId) {
        long number = NUMBERS.getAndIncrement();
        String[] parts = request.split(" ");
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("http.request.method", parts[0]);
        attributes.put("url.path", parts[1]);
        attributes.put("http.response.status_code", "200");
        attributes.put("mltwin.token.kind", "AAD");
        if (objectId != null) {
            attributes.put("mltwin.caller.object_id", objectId);
            attributes.put("mltwin.caller.tenant_id", TENANT);
        }
        return new RecordedSpan(
                traceId,
                String.format("%016x", number),
                parent,
                "workspace",
                "SERVER",
                request,
                number,
                number + 1,
                attributes);
    }
}
