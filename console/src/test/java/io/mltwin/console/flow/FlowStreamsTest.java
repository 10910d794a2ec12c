package io.mltwin.console.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.session.Session;
import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import io.mltwin.traces.RecordedTrace;
import io.mltwin.traces.SpanFeed;
import io.mltwin.traces.SpanVisibility;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;

class FlowStreamsTest {

    private static final Session READER = new Session("s", "t", "o", "Olivia", "olivia@t", true);

    private static final Session OTHER = new Session("z", "t", "p", "Otto", "otto@t", true);

    private final Feed feed = new Feed();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void aStreamGoesOnWhileItsSessionIsInForceAndBeginsOnce() {
        AtomicInteger asked = new AtomicInteger();

        Cancellable stream = open(session -> asked.incrementAndGet() > 0);

        await().until(() -> asked.get() >= 3);
        assertThat(heard).containsExactly("ready");
        assertThat(feed.listeners).hasValue(1);
        stream.cancel();
        await().untilAsserted(() -> assertThat(feed.listeners).hasValue(0));
    }

    @Test
    void itEndsWithItsSession() {
        open(session -> !session.equals(READER));

        await().untilAsserted(() -> assertThat(heard).containsExactly("ready", "end"));
        assertThat(feed.listeners).hasValue(0);
    }

    @Test
    void itEndsWhenItsSessionCannotBeLookedUp() {
        open(session -> {
            throw new IllegalStateException("no database");
        });

        await().untilAsserted(() -> assertThat(heard).containsExactly("ready", "end"));
        assertThat(feed.listeners).hasValue(0);
    }

    private Cancellable open(Predicate<Session> inForce) {
        return open(streams(inForce), READER);
    }

    private FlowStreams streams(Predicate<Session> inForce) {
        return new FlowStreams(
                feed,
                new FlowService(feed, new FlowReaders(null)),
                new DrawnHops(),
                inForce,
                Duration.ofMillis(100),
                new ObjectMapper());
    }

    private Cancellable open(FlowStreams streams, Session reader) {
        return streams.open(reader, FlowRequest.of(null, null, null, null), Locale.ENGLISH, new SseImpl())
                .subscribe()
                .with(
                        event -> heard.add(
                                event.getData().toString().contains("ready")
                                        ? "ready"
                                        : event.getData().toString()),
                        fault -> heard.add(fault.toString()),
                        () -> heard.add("end"));
    }

    /** Without spans. */
    private static final class Feed implements SpanFeed {
        private final AtomicInteger listeners = new AtomicInteger();

        @Override
        public List<RecordedTrace> newest(int most, SpanVisibility visibility) {
            return List.of();
        }

        @Override
        public List<RecordedTrace> newest(FlowKind kind, int most, SpanVisibility visibility) {
            return List.of();
        }

        @Override
        public List<RecordedSpan> trace(String id, SpanVisibility visibility) {
            return List.of();
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public Arrivals after(long position, int most, SpanVisibility visibility) {
            return new Arrivals(position, List.of(), false);
        }

        @Override
        public Listening listen(Runnable arrived) {
            listeners.incrementAndGet();
            return listeners::decrementAndGet;
        }
    }

    @Test
    void onePersonHoldsNoMoreThanTheirShareOfTheStreams() {
        // Given
        FlowStreams streams = streams(session -> true);
        List<Cancellable> mine = Stream.generate(() -> open(streams, READER))
                .limit(FlowStreams.MOST_OF_ONE)
                .toList();

        // When
        AzureException refused = catchThrowableOfType(AzureException.class, () -> open(streams, READER));

        // Then
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("TooManyStreams");
        Cancellable others = open(streams, OTHER);
        mine.get(0).cancel();
        open(streams, READER).cancel();
        mine.forEach(Cancellable::cancel);
        others.cancel();
        await().untilAsserted(() -> assertThat(feed.listeners).hasValue(0));
    }
}
