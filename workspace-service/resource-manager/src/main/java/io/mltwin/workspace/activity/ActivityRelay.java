package io.mltwin.workspace.activity;

import io.mltwin.events.Topics;
import io.mltwin.platform.background.BackgroundTask;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.platform.reset.WorkGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final long ANSWER_SECONDS = 20;
    private static final Duration STOP = Duration.ofMillis(1000);

    private final ActivityOutbox outbox;
    private final KafkaSettings kafka;
    private final WorkGate gate;
    private final BackgroundWork background;
    private final ThreadedClient<KafkaProducer<String, String>> producer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private BackgroundTask task;
    private boolean away;

    ActivityRelay(
            ActivityOutbox outbox, KafkaSettings kafka, WorkGate gate, BackgroundWork background) {
        this.gate = gate;
        this.outbox = outbox;
        this.kafka = kafka;
        this.background = background;
        this.producer =
                background.client(
                        "kafka-producer-network-thread \\| " + KafkaSettings.CLIENT,
                        () -> new KafkaProducer<>(kafka.producer()),
                        made -> made.close(Duration.ZERO));
    }

    void start(@Observes StartupEvent event) {
        if (!kafka.isConfigured()) {
            LOG.info(
                    "mltwin.kafka.bootstrap-servers is not set: activity log events stay in the outbox");
            return;
        }
        task = background.task("activity-relay", this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (task != null) {
            task.stop(STOP);
        }
        producer.close();
    }

    private void run() {
        long pauseMillis = IDLE_MILLIS;
        try {
            while (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                if (gate.enter()) {
                    try {
                        pauseMillis = turn(pauseMillis);
                    } finally {
                        gate.leave();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ships a batch; the pause until the next one. */
    private long turn(long pauseMillis) throws InterruptedException {
        try {
            return shipBatch() == BATCH ? 0 : IDLE_MILLIS;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            if (!away) {
                LOG.warnf(
                        "Kafka does not take the activity log's events, they are kept: %s",
                        e.getMessage());
            }
            away = true;
            producer.close();
        } catch (RuntimeException e) {
            LOG.warnf(e, "The activity log's outbox cannot be read, trying again");
        }
        return Math.min(MOST_PAUSE_MILLIS, Math.max(1000, pauseMillis * 2));
    }

    private int shipBatch() throws InterruptedException, ExecutionException, TimeoutException {
        List<ActivityOutbox.Pending> batch = outbox.oldest(BATCH);
        if (batch.isEmpty()) {
            return 0;
        }
        KafkaProducer<String, String> producer = this.producer.get();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (ActivityOutbox.Pending pending : batch) {
            acknowledgements.add(
                    producer.send(
                            new ProducerRecord<>(
                                    Topics.ACTIVITY_LOG, pending.key(), pending.event())));
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
        if (away) {
            LOG.info("Kafka takes the activity log's events again");
            away = false;
        }
        outbox.sent(batch.stream().map(ActivityOutbox.Pending::sequence).toList());
        return batch.size();
    }
}
