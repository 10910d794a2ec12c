package io.mltwin.telemetry.kafka;

import io.mltwin.platform.background.BackgroundTask;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.mltwin.platform.tracing.Tracing;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Runs one consumer for each topic in the background: the service starts and answers whether Kafka
 * is up or not.
 */
@Singleton
class TopicConsumers {

    private static final Logger LOG = Logger.getLogger(TopicConsumers.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    private final KafkaSettings settings;
    private final TopicCreator topics;
    private final List<TopicConsumer<?>> consumers = new ArrayList<>();
    private final List<BackgroundTask> tasks = new ArrayList<>();
    private final BackgroundWork background;
    private boolean topicsThere;
    private volatile boolean stopped;

    TopicConsumers(
            KafkaSettings settings,
            TopicCreator topics,
            DeadLetterTopic deadLetters,
            ResetGate gate,
            @All List<TopicListener<?>> listeners,
            Tracing tracing,
            BackgroundWork background) {
        this.settings = settings;
        this.background = background;
        this.topics = topics;
        listeners.forEach(
                listener -> consumers.add(new TopicConsumer<>(settings, listener, deadLetters, gate, tracing)));
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            for (TopicConsumer<?> consumer : consumers) {
                tasks.add(background.task("kafka-consumer-" + consumer.topic(), () -> consume(consumer)));
            }
        }
    }

    private void consume(TopicConsumer<?> consumer) {
        if (ensureTopics()) {
            consumer.run();
        }
    }

    /**
     * Makes the topics. The first consumer does it, the others wait for it; returns false when the
     * service stops.
     */
    private synchronized boolean ensureTopics() {
        boolean complained = false;
        while (!topicsThere && !stopped) {
            try {
                topics.ensure();
                topicsThere = true;
                LOG.info("Kafka's topics are there");
            } catch (ExecutionException | KafkaException e) {
                if (!complained) {
                    complained = true;
                    LOG.warnf("Kafka's topics cannot be made yet, trying again until they can: %s", e.getMessage());
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return topicsThere;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        consumers.forEach(TopicConsumer::stop);
        for (BackgroundTask task : tasks) {
            task.stop(LONGEST_STOP);
        }
    }
}
