package io.mltwin.scoring.models.requestlog;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.mltwin.scoring.ScoringConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How this service publishes: as itself over TLS, each record once, acknowledged by all. */
@Singleton
public class ProducerSettings {

    private final PlatformConfig platform;
    private final ScoringConfig config;
    private final BackgroundWork background;

    public ProducerSettings(
            PlatformConfig platform, ScoringConfig config, BackgroundWork background) {
        this.platform = platform;
        this.config = config;
        this.background = background;
    }

    /**
     * A producer.
     *
     * @param closing how long its end may take; nothing where what was not acknowledged is kept
     */
    public ThreadedClient<KafkaProducer<String, byte[]>> producer(
            String clientId, int deliveryMillis, Duration closing) {
        return background.client(
                "kafka-producer-network-thread \\| " + clientId,
                () -> make(clientId, deliveryMillis),
                producer -> close(producer, closing));
    }

    private static void close(KafkaProducer<String, byte[]> producer, Duration most) {
        boolean interrupted = Thread.interrupted();
        producer.close(most);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private KafkaProducer<String, byte[]> make(String clientId, int deliveryMillis) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        properties.put("security.protocol", "SSL");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.location", platform.trustDir().resolve("ca.pem").toString());
        properties.put("ssl.keystore.type", "PEM");
        properties.put(
                "ssl.keystore.location", platform.privateDir().resolve("kafka.pem").toString());
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }
}
