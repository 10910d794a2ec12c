package io.mltwin.console.flow;

import static io.mltwin.console.flow.PlayedFeed.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.console.session.Session;
import io.mltwin.traces.RecordedSpan;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;

class FlowStreamsTest {

    private static final Session OPERATOR = new Session("s", "t", "o", "Olivia", "olivia@t", true);
    private static final Session ALICE = new Session("a", "t", "alice", "Alice", "alice@t", false);
    private static final Session BOB = new Session("b", "t", "bob", "Bob", "bob@t", false);
    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final FlowRequest ALL = FlowRequest.of(null, null, null, null);
    private static final Predicate<Session> IN_FORCE = session -> true;

    private final PlayedFeed feed = new PlayedFeed();
    private final PlayedRenderer renderer = new PlayedRenderer();
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aStreamGoesOnWhileItsSessionIsInForceAndBeginsOnce() {
        AtomicInteger asked = new AtomicInteger();

        Cancellable stream = open(BEAT, session -> asked.incrementAndGet() > 0);

        await().until(() -> asked.get() >= 3);
        assertThat(heard).startsWith("ready @0", "at @0");
        assertThat(Set.copyOf(heard)).containsExactlyInAnyOrder("ready @0", "at @0");
        assertThat(feed.listeners).hasSize(1);
        stream.cancel();
        await().untilAsserted(() -> assertThat(feed.listeners).isEmpty());
    }

    @Test
    void itEndsWithItsSession() {
        open(BEAT, session -> !session.equals(OPERATOR));

        await().untilAsserted(() -> assertThat(heard).endsWith("end"));
        assertThat(feed.listeners).isEmpty();
    }

    @Test
    void itEndsWhenItsSessionCannotBeLookedUp() {
        open(
                BEAT,
                session -> {
                    throw new IllegalStateException("no database");
                });

        await().untilAsserted(() -> assertThat(heard).endsWith("end"));
        assertThat(feed.listeners).isEmpty();
    }

    @Test
    void nothingIsSentThatThePageHadWhenItWasDrawn() {
        feed.arrive(span("a", "a1", null, "/1", null), span("b", "b1", null, "/2", null));
        hear(events(streams(NEVER, IN_FORCE), OPERATOR, ALL, Locale.ENGLISH, 2), heard);
        await().until(() -> heard.contains("ready @2"));

        feed.arrive(span("c", "c1", null, "/3", null));

        await().until(() -> heard.contains("at @3"));
        assertThat(heard).containsExactly("ready @2", "trace c: en /3 ×1", "at @3");
    }

    @Test
    void aBrowserThatComesBackGetsWhatItMissed() {
        feed.arrive(span("a", "a1", null, "/1", null));
        FlowStreams streams = streams(NEVER, IN_FORCE);
        Cancellable first = hear(events(streams, OPERATOR, ALL, Locale.ENGLISH, -1), heard);
        await().until(() -> heard.contains("ready @1"));
        first.cancel();
        feed.arrive(span("b", "b1", null, "/2", null));

        List<String> again = new CopyOnWriteArrayList<>();
        hear(events(streams, OPERATOR, ALL, Locale.ENGLISH, 1), again);

        await().until(() -> again.contains("at @2"));
        assertThat(again).containsExactly("ready @1", "trace b: en /2 ×1", "at @2");
    }

    @Test
    void aTraceThatGoesOnIsSentWholeOnceAndThenByItsRows() {
        feed.arrive(span("a", "a1", null, "/1", null));
        hear(events(streams(NEVER, IN_FORCE), OPERATOR, ALL, Locale.ENGLISH, 1), heard);
        feed.arrive(span("a", "a2", "a1", "/2", null));
        await().until(() -> heard.contains("at @2"));
        feed.arrive(span("a", "a3", "a1", "/3", null));
        await().until(() -> heard.contains("at @3"));

        assertThat(heard)
                .containsExactly(
                        "ready @1",
                        "trace a: en /1 ×1, en /2 ×1",
                        "at @2",
                        "hop a-a3 after a-a2: en /3 ×1",
                        "at @3");
    }

    @Test
    void aPageOfOneFlowIsSentNoOther() {
        feed.arrive(span("a", "a1", null, "/1", null));
        FlowRequest one = FlowRequest.of("a", null, null, null);
        hear(events(streams(NEVER, IN_FORCE), OPERATOR, one, Locale.ENGLISH, 1), heard);
        feed.arrive(span("b", "b1", null, "/2", null), span("a", "a2", "a1", "/3", null));

        await().until(() -> heard.contains("at @3"));
        assertThat(heard).containsExactly("ready @1", "trace a: en /1 ×1, en /3 ×1", "at @3");
    }

    @Test
    void whatOnePersonSeesIsWrittenOnceForAllWhoSeeItAndForNobodyElse() {
        FlowStreams streams = streams(NEVER, IN_FORCE);
        List<String> alice = new CopyOnWriteArrayList<>();
        List<String> bob = new CopyOnWriteArrayList<>();
        List<String> chinese = new CopyOnWriteArrayList<>();
        hear(events(streams, OPERATOR, ALL, Locale.ENGLISH, 0), heard);
        hear(events(streams, ALICE, ALL, Locale.ENGLISH, 0), alice);
        hear(events(streams, BOB, ALL, Locale.ENGLISH, 0), bob);
        hear(events(streams, OPERATOR, ALL, Locale.forLanguageTag("zh-TW"), 0), chinese);

        feed.arrive(
                span("a", "a1", null, "/alice", "alice"),
                span("a", "a2", "a1", "/caused", null),
                span("b", "b1", null, "/bob", "bob"));

        List.of(heard, alice, bob, chinese)
                .forEach(one -> await().until(() -> one.contains("at @3")));
        String ofAlice = "trace a: en /alice ×1, en /caused ×1";
        assertThat(heard).contains(ofAlice, "trace b: en /bob ×1");
        assertThat(alice).containsExactly("ready @0", ofAlice, "at @3");
        assertThat(bob).containsExactly("ready @0", "trace b: en /bob ×1", "at @3");
        assertThat(chinese).contains("trace b: zh-TW /bob ×1");
        assertThat(renderer.hops).hasValue(6);
    }

    @Test
    void theSameHopIsTheSameTextForAll() {
        DrawnHopCache cache = new DrawnHopCache(renderer);
        ShownTrace one = new ShownTrace("a", ALL.filter());
        ShownTrace other = new ShownTrace("a", ALL.filter());
        one.add(List.of(span("a", "a1", null, "/1", "alice")));
        other.add(List.of(span("a", "a1", null, "/1", "alice")));

        DrawnHop first = cache.hop(one.view().hops().get(0), Locale.ENGLISH);

        assertThat(cache.hop(other.view().hops().get(0), Locale.ENGLISH)).isSameAs(first);
        assertThat(cache.hop(one.view().hops().get(0), Locale.CHINESE)).isNotSameAs(first);
        other.add(List.of(span("a", "a2", null, "/1", "alice")));
        assertThat(cache.hop(other.view().hops().get(0), Locale.ENGLISH)).isNotEqualTo(first);
    }

    @Test
    void callsThatAreNotDrawnAreTold() {
        feed.missed = 7;
        FlowStreams streams = streams(NEVER, IN_FORCE);
        hear(events(streams, OPERATOR, ALL, Locale.ENGLISH, 0), heard);
        await().until(() -> heard.contains("missed 7"));

        // how many calls others made is no learner's
        List<String> alice = new CopyOnWriteArrayList<>();
        feed.missed = 7;
        hear(events(streams, ALICE, ALL, Locale.ENGLISH, 0), alice);
        await().until(() -> alice.contains("missed 0"));
    }

    @Test
    void ofMoreFlowsThanAPageHoldsTheNewestAreDrawnAndTheOthersTold() {
        RecordedSpan[] many = new RecordedSpan[400];
        for (int i = 0; i < many.length; i++) {
            many[i] = span("t" + i, "s" + i, null, "/" + i, "alice");
        }
        feed.arrive(many);
        hear(events(streams(NEVER, IN_FORCE), ALICE, ALL, Locale.ENGLISH, 0), heard);

        await().until(() -> heard.contains("at @400"));
        assertThat(heard)
                .hasSize(TraceBudget.MOST + 3)
                .contains("missed " + (many.length - TraceBudget.MOST))
                .contains("trace t350: en /350 ×1", "trace t399: en /399 ×1");
    }

    @Test
    void aSlowReaderHoldsLittleAndLosesItsStream() {
        for (int i = 0; i < 400; i++) {
            feed.arrive(span("t" + i, "s" + i, null, "/" + "x".repeat(10_000) + i, null));
        }
        SlowReader slow = new SlowReader(cuts);
        events(streams(BEAT, IN_FORCE), OPERATOR, ALL, Locale.ENGLISH, 0).subscribe(slow);

        await().until(() -> cuts.get() == 1);

        int most = FlowStream.MOST_WAITING / 10_000 + 2;
        assertThat(renderer.hops.get()).isBetween(10, most);
        await().untilAsserted(() -> assertThat(feed.listeners).isEmpty());
    }

    @Test
    void aReaderThatTakesItTimeGetsAll() {
        for (int i = 0; i < 40; i++) {
            feed.arrive(span("t" + i, "s" + i, null, "/" + "x".repeat(20_000) + i, null));
        }
        hear(
                events(streams(NEVER, IN_FORCE), OPERATOR, ALL, Locale.ENGLISH, 0)
                        .onItem()
                        .call(
                                event ->
                                        io.smallrye.mutiny.Uni.createFrom()
                                                .nullItem()
                                                .onItem()
                                                .delayIt()
                                                .by(Duration.ofMillis(1))),
                heard);

        await().until(() -> heard.contains("at @40"));
        assertThat(heard).hasSize(42);
    }

    private Cancellable open(Duration beat, Predicate<Session> inForce) {
        return hear(events(streams(beat, inForce), OPERATOR, ALL, Locale.ENGLISH, -1), heard);
    }

    private FlowStreams streams(Duration beat, Predicate<Session> inForce) {
        return new FlowStreams(
                feed,
                new FlowService(
                        feed, new FlowReaders((caller, action, scopes) -> Set.of(), () -> 0L)),
                new DrawnHopCache(renderer),
                inForce,
                beat,
                json);
    }

    private Multi<OutboundSseEvent> events(
            FlowStreams streams, Session who, FlowRequest request, Locale language, long from) {
        return streams.open(who, request, language, from, new SseImpl(), cuts::incrementAndGet);
    }

    private Cancellable hear(Multi<OutboundSseEvent> events, List<String> into) {
        return events.subscribe()
                .with(
                        event -> into.add(told(event)),
                        fault -> into.add(fault.toString()),
                        () -> into.add("end"));
    }

    private String told(OutboundSseEvent sent) {
        try {
            JsonNode event = json.readTree(sent.getData().toString());
            String kind = event.get("kind").asText();
            return switch (kind) {
                case "trace" ->
                        "trace "
                                + event.get("trace").asText()
                                + ": "
                                + StreamSupport.stream(event.get("rows").spliterator(), false)
                                        .map(row -> row.get("html").asText())
                                        .collect(Collectors.joining(", "));
                case "hop" ->
                        "hop "
                                + event.get("key").asText()
                                + " after "
                                + event.get("after").asText()
                                + ": "
                                + event.get("html").asText();
                case "missed" -> event.get("html").asText();
                default -> kind + " @" + sent.getId();
            };
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes one event and no more, until its connection is cut. */
    private static final class SlowReader implements Flow.Subscriber<OutboundSseEvent> {
        private final AtomicInteger cuts;

        SlowReader(AtomicInteger cuts) {
            this.cuts = cuts;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
            Multi.createFrom()
                    .ticks()
                    .every(Duration.ofMillis(10))
                    .select()
                    .where(tick -> cuts.get() > 0)
                    .select()
                    .first()
                    .subscribe()
                    .with(tick -> subscription.cancel());
        }

        @Override
        public void onNext(OutboundSseEvent event) {}

        @Override
        public void onError(Throwable fault) {}

        @Override
        public void onComplete() {}
    }
}
