package io.mltwin.eventrelay;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.background.ThreadedClient;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Connects a service to Kafka: over TLS with the service's own certificate, trusting the platform's
 * authority only.
 */
@Singleton
public class KafkaConnection {
    /** Where Kafka is. */
    @ConfigMapping(prefix = "mltwin.kafka")
    public interface KafkaConfig {

        /** Returns the brokers' addresses; they take TLS with a client certificate. */
        @WithName("bootstrap-servers")
        @WithDefault("localhost:8451")
        String bootstrapServers();
    }

    private static final long RECONNECT_MILLIS = 2_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final long BUFFER_BYTES = 4L << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 5;

    private final PlatformConfig platform;
    private final KafkaConfig kafka;
    private final BackgroundWork background;

    KafkaConnection(PlatformConfig platform, KafkaConfig kafka, BackgroundWork background) {
        this.platform = platform;
        this.kafka = kafka;
        this.background = background;
    }

    /** Returns the settings that every client of Kafka needs. */
    public Map<String, Object> clientSettings(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
        settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
        settings.put(
                SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                platform.privateDir().resolve("kafka.pem").toString());
        settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
        settings.put(
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                platform.trustDir().resolve("ca.pem").toString());
        return settings;
    }

    /**
     * Returns a producer that writes each record once, acknowledged by all brokers in sync.
     *
     * @param delivery how long it tries to deliver a record
     * @param closing how long it may take to close; zero where the caller keeps what was not
     *     acknowledged
     */
    public ThreadedClient<Producer<String, byte[]>> producer(String clientId, Duration delivery, Duration closing) {
        return background.client(
                "kafka-producer-network-thread \\| " + clientId,
                () -> openProducer(clientId, delivery),
                producer -> closeProducer(producer, closing));
    }

    private Producer<String, byte[]> openProducer(String clientId, Duration delivery) {
        Map<String, Object> settings = clientSettings(clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Closes a producer, which refuses to close on an interrupted thread. */
    private static void closeProducer(Producer<String, byte[]> producer, Duration most) {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(most);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
