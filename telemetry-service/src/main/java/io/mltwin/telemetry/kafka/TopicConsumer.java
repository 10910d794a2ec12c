package io.mltwin.telemetry.kafka;

import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Reads one topic until it is stopped. Offsets are committed after the database; when a batch
 * fails, its records are read again after a pause.
 */
final class TopicConsumer<T> implements Runnable {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long PAUSE_MILLIS = 1_000;

    private final KafkaSettings settings;
    private final String topic;
    private final DeliverySpans spans;
    private final EventBatch<T> batch;
    private final ResetGate gate;
    private volatile boolean stopped;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private boolean complained;

    TopicConsumer(
            KafkaSettings settings,
            TopicListener<T> listener,
            EventBatch.DeadLetters deadLetters,
            ResetGate gate,
            Tracing tracing) {
        this.settings = settings;
        this.gate = gate;
        this.topic = listener.topic();
        this.spans = new DeliverySpans(tracing, deadLetters);
        this.batch = new EventBatch<>(listener, spans, gate);
    }

    String topic() {
        return topic;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (KafkaConsumer<byte[], byte[]> opened = settings.consumer(topic)) {
                consumer = opened;
                opened.subscribe(List.of(topic));
                while (!stopped) {
                    step(opened);
                }
            } catch (WakeupException woken) {
                LOG.debugf("The consumer of %s was woken", topic);
            } catch (RuntimeException e) {
                // whatever it was: without this thread no record of the topic would be stored
                complain(e);
                pause();
            }
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> opened) {
        ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
        if (records.isEmpty()) {
            return;
        }
        gate.work(() -> store(opened, records));
    }

    private void store(KafkaConsumer<byte[], byte[]> opened, ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> list = new ArrayList<>(records.count());
        records.forEach(list::add);
        try {
            spans.begin(list);
            batch.store(list);
            spans.end();
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            complain(e);
            rewind(opened, records);
            pause();
            return;
        }
        complained = false;
        opened.commitSync();
    }

    private static void rewind(KafkaConsumer<byte[], byte[]> opened, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            opened.seek(partition, records.records(partition).get(0).offset());
        }
    }

    /** Once per outage, not once per attempt. */
    private void complain(Exception e) {
        if (!complained && !stopped) {
            complained = true;
            LOG.warnf(e, "Records of %s cannot be stored at the moment; they are read again until they can", topic);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
        KafkaConsumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
    }

    /**
     * Records the last hop of a record through Kafka in the trace of its request: stored, or refused to
     * the dead letters. A record that fails and comes again gets its span when it is stored.
     */
    static final class DeliverySpans implements EventBatch.DeadLetters {

        private final Tracing tracing;
        private final EventBatch.DeadLetters deadLetters;
        private final Map<ConsumerRecord<byte[], byte[]>, Span> open = new IdentityHashMap<>();

        DeliverySpans(Tracing tracing, EventBatch.DeadLetters deadLetters) {
            this.tracing = tracing;
            this.deadLetters = deadLetters;
        }

        void begin(List<ConsumerRecord<byte[], byte[]>> records) {
            open.clear();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Header header = record.headers().lastHeader(TraceContexts.HEADER);
                Context parent = TraceContexts.parse(
                        header == null ? null : new String(header.value(), StandardCharsets.US_ASCII));
                if (Span.fromContext(parent).getSpanContext().isValid()) {
                    Span span = tracing.start(parent, SpanKind.CONSUMER, "store " + record.topic());
                    span.setAttribute(SpanKeys.TOPIC, record.topic());
                    span.setAttribute(SpanKeys.TOKEN_KIND, "client certificate");
                    open.put(record, span);
                }
            }
        }

        @Override
        public void add(ConsumerRecord<byte[], byte[]> record, String reason) {
            deadLetters.add(record, reason);
            Span span = open.remove(record);
            if (span != null) {
                span.setAttribute(SpanKeys.VERDICT, "refused: " + reason);
                span.end();
            }
        }

        void end() {
            open.values().forEach(span -> {
                span.setAttribute(SpanKeys.VERDICT, "accepted");
                span.end();
            });
            open.clear();
        }
    }
}
