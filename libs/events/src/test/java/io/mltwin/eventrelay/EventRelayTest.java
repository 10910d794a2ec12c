package io.mltwin.eventrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.eventrelay.RelayedTopic.RelayedEvent;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRelayTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
    private boolean acknowledging = true;
    private Spool spool;
    private EventRelay<SpoolRecord> relay;

    /** Events are lines: epoch, key, text, and a trace where there is one. */
    private final class Lines implements RelayedTopic<SpoolRecord> {

        @Override
        public String relayName() {
            return "test-relay";
        }

        @Override
        public String topic() {
            return "lines";
        }

        @Override
        public EventSource<SpoolRecord> source() {
            return spool;
        }

        @Override
        public RelayedEvent map(SpoolRecord event) {
            String[] parts = text(event.content()).split(" ");
            return new RelayedEvent(
                    Long.parseLong(parts[0]), parts[1], event.content(), parts.length > 3 ? parts[3] : null);
        }
    }

    @BeforeEach
    void aRelay() {
        spool = Spool.open(folder, Durability.OPERATING_SYSTEM);
        BackgroundWork background = new BackgroundWork();
        relay = new EventRelay<>(
                new Lines(),
                background.client("none", this::openProducer, one -> one.close()),
                new ResetGate(),
                new Tracing(null, (Supplier<SpanProcessor>) null),
                background);
    }

    private synchronized MockProducer<String, byte[]> openProducer() {
        MockProducer<String, byte[]> made =
                new MockProducer<>(acknowledging, null, new StringSerializer(), new ByteArraySerializer());
        producers.add(made);
        return made;
    }

    @AfterEach
    void stop() throws InterruptedException, IOException {
        relay.stop();
        spool.close();
    }

    @Test
    void publishesWhatWasLeftBehindAndWhatComesLaterInOrder() throws IOException {
        // Given
        append("0 a left");
        relay.start();
        await().atMost(LONG).until(() -> published().size() == 1);
        // When
        append("0 b one");
        append("0 a two");
        // Then
        await().atMost(LONG).until(() -> published().size() == 3);
        assertThat(published()).extracting(ProducerRecord::topic).containsOnly("lines");
        assertThat(published()).extracting(ProducerRecord::key).containsExactly("a", "b", "a");
        assertThat(published())
                .extracting(record -> text(record.value()))
                .containsExactly("0 a left", "0 b one", "0 a two");
        await().atMost(LONG).until(() -> spool.next(1).isEmpty());
    }

    @Test
    void doesNotPublishEventsOfAnotherEpoch() throws IOException {
        // Given
        append("1 a other");
        append("0 a now");
        // When
        relay.start();
        // Then
        await().atMost(LONG).until(() -> spool.next(1).isEmpty());
        assertThat(published()).extracting(record -> text(record.value())).containsExactly("0 a now");
    }

    @Test
    void keepsWhatKafkaDoesNotAcknowledgeAndPublishesItAgainByANewProducer() throws IOException {
        // Given
        acknowledging = false;
        append("0 a one");
        relay.start();
        await().atMost(LONG).until(() -> published().size() == 1);
        assertThat(spool.next(1)).hasSize(1);
        // When
        acknowledging = true;
        producers.get(0).errorNext(new TimeoutException("no broker"));
        // Then
        await().atMost(LONG).until(() -> published().size() == 2);
        await().atMost(LONG).until(() -> spool.next(1).isEmpty());
        assertThat(producers).hasSize(2);
        assertThat(producers.get(0).closed()).isTrue();
    }

    @Test
    void theTraceOfAnEventGoesAlong() throws IOException {
        // Given
        append("0 a one " + TRACE);
        append("0 a two");
        // When
        relay.start();
        await().atMost(LONG).until(() -> published().size() == 2);
        // Then
        assertThat(header(0)).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        assertThat(published().get(1).headers()).isEmpty();
    }

    private String header(int index) {
        return text(published()
                .get(index)
                .headers()
                .lastHeader(TraceContexts.HEADER)
                .value());
    }

    private synchronized List<ProducerRecord<String, byte[]>> published() {
        return producers.stream().flatMap(one -> one.history().stream()).toList();
    }

    private void append(String line) throws IOException {
        spool.append(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
