package io.mltwin.telemetry.kafka;

import io.mltwin.platform.reset.WorkGate;
import io.mltwin.platform.tracing.Tracing;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Works with Kafka in the background: the service starts and answers whether Kafka is there or not.
 */
@Singleton
class KafkaWork {

    private static final Logger LOG = Logger.getLogger(KafkaWork.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_STOP_MILLIS = 3_000;

    private final KafkaSettings settings;
    private final TopicCreator topics;
    private final List<TopicConsumer<?>> consumers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    KafkaWork(
            KafkaSettings settings,
            TopicCreator topics,
            DeadLetterTopic deadLetters,
            WorkGate gate,
            @All List<TopicListener<?>> listeners,
            Tracing tracing) {
        this.settings = settings;
        this.topics = topics;
        listeners.forEach(
                listener ->
                        consumers.add(
                                new TopicConsumer<>(
                                        settings, listener, deadLetters, gate, tracing)));
    }

    void start(@Observes StartupEvent event) {
        if (settings.enabled()) {
            run("kafka-start", this::begin);
        }
    }

    private void begin() {
        if (ensureTopics()) {
            for (TopicConsumer<?> consumer : consumers) {
                run("kafka-consumer", consumer);
            }
        }
    }

    private boolean ensureTopics() {
        boolean complained = false;
        while (!stopped) {
            try {
                topics.ensure();
                LOG.info("Kafka's topics are there");
                return true;
            } catch (ExecutionException | KafkaException e) {
                if (!complained) {
                    complained = true;
                    LOG.warnf(
                            "Kafka's topics cannot be made yet, trying again until they can: %s",
                            e.getMessage());
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void run(String name, Runnable work) {
        if (!stopped) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        List<Thread> running;
        synchronized (this) {
            stopped = true;
            running = List.copyOf(threads);
        }
        consumers.forEach(TopicConsumer::stop);
        for (Thread thread : running) {
            thread.join(LONGEST_STOP_MILLIS);
        }
    }
}
