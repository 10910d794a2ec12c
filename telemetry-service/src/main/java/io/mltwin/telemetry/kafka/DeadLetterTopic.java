package io.mltwin.telemetry.kafka;

import io.mltwin.events.Topics;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps records that cannot be stored in a dead-letter topic, each with the reason and its origin.
 */
@Singleton
class DeadLetterTopic implements EventBatch.DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetterTopic.class);
    private static final long LONGEST_SECONDS = 15;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final ThreadedClient<KafkaProducer<byte[], byte[]>> producer;

    DeadLetterTopic(KafkaSettings settings, BackgroundWork background) {
        this.producer = background.client(
                "kafka-producer-network-thread \\| " + KafkaSettings.CLIENT,
                settings::producer,
                made -> made.close(CLOSING));
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record, String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(record.topic() + Topics.DEAD_LETTER_SUFFIX, record.key(), record.value());
        letter.headers()
                .add("reason", reason.getBytes(StandardCharsets.UTF_8))
                .add("origin", (record.partition() + "/" + record.offset()).getBytes(StandardCharsets.UTF_8));
        try {
            producer.get().send(letter).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a dead letter was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("A dead letter of " + record.topic() + " cannot be written", e);
        }
        LOG.warnf(
                "Record %d/%d of %s is a dead letter: %s", record.partition(), record.offset(), record.topic(), reason);
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
