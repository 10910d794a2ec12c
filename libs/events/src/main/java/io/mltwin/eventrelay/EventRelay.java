package io.mltwin.eventrelay;

import io.mltwin.eventrelay.RelayedTopic.RelayedEvent;
import io.mltwin.platform.background.BackgroundTask;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Publishes the events of one topic in order, and has their source forget them only when all
 * brokers in sync have them: an event may come twice, and is never lost. Events of an epoch before
 * a reset are not published. The client of Kafka is opened for the first event and closed after a
 * while without one.
 */
final class EventRelay<R> {

    private static final Logger LOG = Logger.getLogger(EventRelay.class);
    private static final int BATCH = 500;
    private static final long ANSWER_MILLIS = 20_000;
    private static final long GATHER_MILLIS = 200;
    private static final long IDLE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final Duration STOP = Duration.ofMillis(1500);

    private final RelayedTopic<R> topic;
    private final EventSource<R> source;
    private final ThreadedClient<Producer<String, byte[]>> producer;
    private final ResetGate gate;
    private final Tracing tracing;
    private final BackgroundWork background;
    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private BackgroundTask task;
    private boolean failing;
    private long lastPublished;

    EventRelay(
            RelayedTopic<R> topic,
            ThreadedClient<Producer<String, byte[]>> producer,
            ResetGate gate,
            Tracing tracing,
            BackgroundWork background) {
        this.topic = topic;
        this.source = topic.source();
        this.producer = producer;
        this.gate = gate;
        this.tracing = tracing;
        this.background = background;
    }

    void start() {
        source.onAppend(this::wake);
        task = background.task(topic.relayName(), this::run);
    }

    void stop() throws InterruptedException {
        stopping.countDown();
        work.release();
        task.stop(STOP);
        producer.close();
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        try {
            long pause = FIRST_PAUSE_MILLIS;
            while (stopping.getCount() > 0) {
                if (publishOrComplain()) {
                    pause = FIRST_PAUSE_MILLIS;
                } else {
                    stopping.await(pause, TimeUnit.MILLISECONDS);
                    pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            producer.close();
        }
    }

    /** Publishes the events that wait, or waits for the next. Returns false when that failed. */
    private boolean publishOrComplain() throws InterruptedException {
        try {
            int count = publishWhenOpen();
            if (count == 0) {
                awaitEvents();
            } else if (count < BATCH) {
                // events that come one by one go together
                stopping.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (IOException | KafkaException | ExecutionException | TimeoutException e) {
            if (!failing) {
                LOG.warnf("Events for %s wait until Kafka takes them: %s", topic.topic(), e.getMessage());
            }
        } catch (RuntimeException e) {
            // the thread must not end, and with it the relay of all later events
            LOG.errorf(e, "Events for %s wait", topic.topic());
        }
        failing = true;
        producer.close();
        return false;
    }

    private void awaitEvents() throws InterruptedException {
        if (work.tryAcquire(source.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
            stopping.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
            work.drainPermits();
        } else if (System.nanoTime() - lastPublished >= IDLE_NANOS) {
            producer.close();
        }
    }

    private int publishWhenOpen() throws IOException, ExecutionException, InterruptedException, TimeoutException {
        if (!gate.enter()) {
            return 0;
        }
        try {
            return publishBatch();
        } finally {
            gate.leave();
        }
    }

    private int publishBatch() throws IOException, ExecutionException, InterruptedException, TimeoutException {
        List<R> batch = source.next(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (R one : batch) {
            RelayedEvent event = topic.map(one);
            if (event.epoch() == gate.epoch()) {
                ProducerRecord<String, byte[]> record =
                        new ProducerRecord<>(topic.topic(), event.key(), event.payload());
                spans.add(startSpan(event, record));
                sent.add(producer.get().send(record));
            }
        }
        for (Future<RecordMetadata> one : sent) {
            one.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        }
        spans.forEach(Span::end);
        source.published(batch);
        lastPublished = System.nanoTime();
        if (failing) {
            LOG.infof("Kafka takes events for %s again", topic.topic());
            failing = false;
        }
        return batch.size();
    }

    /** Starts a span of the event's trace, and adds its context to the record. */
    private Span startSpan(RelayedEvent event, ProducerRecord<String, byte[]> record) {
        Context parent = TraceContexts.parse(event.traceParent());
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return Span.getInvalid();
        }
        Span span = tracing.start(parent, SpanKind.PRODUCER, "publish " + topic.topic());
        span.setAttribute(SpanKeys.TOPIC, topic.topic());
        record.headers()
                .add(
                        TraceContexts.HEADER,
                        TraceContexts.format(parent.with(span)).getBytes(StandardCharsets.UTF_8));
        return span;
    }
}
