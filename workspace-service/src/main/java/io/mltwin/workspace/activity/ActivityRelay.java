package io.mltwin.workspace.activity;

import io.mltwin.events.Topics;
import io.mltwin.platform.reset.WorkGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Ships the outbox to Kafka on a thread of its own. While Kafka is away the rows stay and are tried
 * again; a row goes only after the broker acknowledged it, so an event may come twice and never
 * not.
 */
@ApplicationScoped
class ActivityRelay {

    private static final Logger LOG = Logger.getLogger(ActivityRelay.class);
    private static final int BATCH = 200;
    private static final long IDLE_MILLIS = 300;
    private static final long MOST_PAUSE_MILLIS = 10_000;

    private final ActivityOutbox outbox;
    private final KafkaSettings kafka;
    private final WorkGate gate;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    work -> {
                        Thread thread = new Thread(work, "activity-relay");
                        thread.setDaemon(true);
                        return thread;
                    });
    private long pauseMillis = IDLE_MILLIS;
    private boolean away;
    private KafkaProducer<String, String> producer;

    ActivityRelay(ActivityOutbox outbox, KafkaSettings kafka, WorkGate gate) {
        this.gate = gate;
        this.outbox = outbox;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        if (!kafka.isConfigured()) {
            LOG.info(
                    "mltwin.kafka.bootstrap-servers is not set: activity log events stay in the outbox");
            return;
        }
        schedule(IDLE_MILLIS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        executor.shutdownNow();
        if (executor.awaitTermination(2, TimeUnit.SECONDS)) {
            closeProducer();
        }
    }

    private void schedule(long millis) {
        try {
            executor.schedule(() -> gate.work(this::run), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("The activity log's relay goes on at the next start");
        }
    }

    private void run() {
        try {
            pauseMillis = shipBatch() == BATCH ? 0 : IDLE_MILLIS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (ExecutionException | KafkaException e) {
            if (!away) {
                LOG.warnf(
                        "Kafka does not take the activity log's events, they are kept: %s",
                        e.getMessage());
            }
            away = true;
            closeProducer();
            pauseMillis = longer();
        } catch (RuntimeException e) {
            LOG.warnf(e, "The activity log's outbox cannot be read, trying again");
            pauseMillis = longer();
        }
        schedule(pauseMillis);
    }

    private long longer() {
        return Math.min(MOST_PAUSE_MILLIS, Math.max(1000, pauseMillis * 2));
    }

    private int shipBatch() throws InterruptedException, ExecutionException {
        List<ActivityOutbox.Pending> batch = outbox.oldest(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        if (producer == null) {
            producer = new KafkaProducer<>(kafka.producer());
        }
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (ActivityOutbox.Pending pending : batch) {
            acknowledgements.add(
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.ACTIVITY_LOG, pending.key(), pending.event())));
        }
        producer.flush();
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
        if (away) {
            LOG.info("Kafka takes the activity log's events again");
            away = false;
        }
        outbox.sent(batch.stream().map(ActivityOutbox.Pending::sequence).toList());
        return batch.size();
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
