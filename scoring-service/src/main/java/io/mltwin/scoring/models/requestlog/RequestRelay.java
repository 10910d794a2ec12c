package io.mltwin.scoring.models.requestlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.events.ScoringRequest;
import io.mltwin.events.Topics;
import io.mltwin.platform.background.BackgroundTask;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.platform.reset.WorkGate;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Ships scoring records from the spool to Kafka, in order, with an idempotent producer, and forgets
 * them only when all brokers in sync have them; those of an epoch before a reset are not shipped.
 * Kafka's client is made at the first record.
 */
@ApplicationScoped
public class RequestRelay {

    private static final Logger LOG = Logger.getLogger(RequestRelay.class);
    private static final int BATCH = 500;
    private static final int DELIVERY_MILLIS = 15_000;
    private static final long IDLE_MILLIS = 1000;
    private static final long ANSWER_MILLIS = DELIVERY_MILLIS + 5_000;
    private static final Duration STOP = Duration.ofMillis(1500);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final RequestLog log;
    private final ObjectMapper json;
    private final WorkGate gate;
    private final Tracing tracing;
    private final Semaphore work = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final BackgroundWork background;
    private final ThreadedClient<KafkaProducer<String, byte[]>> producer;
    private BackgroundTask task;

    public RequestRelay(
            RequestLog log,
            ProducerSettings settings,
            ObjectMapper json,
            WorkGate gate,
            Tracing tracing,
            BackgroundWork background) {
        this.gate = gate;
        this.log = log;
        this.background = background;
        this.producer = settings.producer("scoring", DELIVERY_MILLIS, Duration.ZERO);
        this.json = json;
        this.tracing = tracing;
    }

    void start(@Observes StartupEvent event) {
        log.onAppend(work::release);
        task = background.task("scoring-record-relay", this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        work.release();
        task.stop(STOP);
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        while (stopping.getCount() > 0) {
            try {
                if (shipOneWhenOpen()) {
                    pause = FIRST_PAUSE_MILLIS;
                } else {
                    work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                break;
            } catch (IOException | KafkaException | ExecutionException | TimeoutException e) {
                LOG.warnf("Scoring records wait in the spool: %s", e.getMessage());
                producer.close();
                pause = pauseAfterFailure(pause);
            } catch (RuntimeException e) {
                // the thread would end, and with it the shipping of all later records
                LOG.errorf(e, "Scoring records wait in the spool");
                producer.close();
                pause = pauseAfterFailure(pause);
            }
        }
        producer.close();
    }

    private long pauseAfterFailure(long pause) {
        try {
            stopping.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }

    private boolean shipOneWhenOpen()
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        if (!gate.enter()) {
            return false;
        }
        try {
            return shipOne();
        } finally {
            gate.leave();
        }
    }

    /** Ships a batch; false when there was nothing to ship. */
    private boolean shipOne()
            throws IOException, ExecutionException, InterruptedException, TimeoutException {
        Spool.Unshipped batch = log.spool().next(BATCH);
        if (batch.records().isEmpty()) {
            return false;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (byte[] content : batch.records()) {
            ScoringRequest request = json.readValue(content, ScoringRequest.class);
            if (request.epoch() != gate.epoch()) {
                continue;
            }
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(
                            Topics.SCORING_REQUESTS,
                            AsciiCase.lower(request.workspaceId()),
                            content);
            spans.add(shipped(request, record));
            sent.add(producer.get().send(record));
        }
        for (Future<RecordMetadata> one : sent) {
            one.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        }
        spans.forEach(Span::end);
        log.spool().shipped(batch);
        return true;
    }

    /** A span of the request's trace, whose context goes with the record. */
    private Span shipped(ScoringRequest request, ProducerRecord<String, byte[]> record) {
        Context parent = TraceContexts.parse(request.traceParent());
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return Span.getInvalid();
        }
        Span span = tracing.start(parent, SpanKind.PRODUCER, "publish " + Topics.SCORING_REQUESTS);
        span.setAttribute(SpanKeys.TOPIC, Topics.SCORING_REQUESTS);
        record.headers()
                .add(
                        TraceContexts.HEADER,
                        TraceContexts.format(parent.with(span)).getBytes(StandardCharsets.UTF_8));
        return span;
    }
}
