package io.mltwin.workspace.activity;

import io.mltwin.events.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Ships the outbox to Kafka on a thread of its own. While Kafka is away the rows stay and are tried
 * again; a row goes only after the broker acknowledged it, so an event may come twice and never not.
 */
@ApplicationScoped
class ActivityRelay {

    private static final Logger LOG = Logger.getLogger(ActivityRelay.class);
    private static final int BATCH = 200;
    private static final long IDLE_MILLIS = 300;
    private static final long MOST_PAUSE_MILLIS = 10_000;

    private final ActivityOutbox outbox;
    private final KafkaSettings kafka;
    private volatile boolean running;
    private Thread thread;
    private KafkaProducer<String, String> producer;

    ActivityRelay(ActivityOutbox outbox, KafkaSettings kafka) {
        this.outbox = outbox;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        if (!kafka.isConfigured()) {
            LOG.info("mltwin.kafka.bootstrap-servers is not set: activity log events stay in the outbox");
            return;
        }
        running = true;
        thread = new Thread(this::run, "activity-relay");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        if (thread != null) {
            thread.interrupt();
            thread.join(2000);
        }
    }

    private void run() {
        long pause = IDLE_MILLIS;
        while (running) {
            try {
                pause = shipBatch() == BATCH ? 0 : IDLE_MILLIS;
            } catch (InterruptedException e) {
                running = false;
                break;
            } catch (ExecutionException | KafkaException e) {
                LOG.debugf("Kafka did not take the activity log's events, they are kept: %s", e.getMessage());
                closeProducer();
                pause = Math.min(MOST_PAUSE_MILLIS, Math.max(1000, pause * 2));
            } catch (RuntimeException e) {
                LOG.warnf(e, "The activity log's outbox cannot be read, trying again");
                pause = Math.min(MOST_PAUSE_MILLIS, Math.max(1000, pause * 2));
            }
            sleep(pause);
        }
        closeProducer();
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
            acknowledgements.add(producer.send(new ProducerRecord<>(Topics.ACTIVITY_LOG, pending.key(), pending.event())));
        }
        producer.flush();
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
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

    private void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            running = false;
        }
    }
}
