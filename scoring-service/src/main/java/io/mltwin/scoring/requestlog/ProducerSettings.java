package io.mltwin.scoring.requestlog;

import io.mltwin.platform.PlatformConfig;
import io.mltwin.scoring.ScoringConfig;
import jakarta.inject.Singleton;
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

    public ProducerSettings(PlatformConfig platform, ScoringConfig config) {
        this.platform = platform;
        this.config = config;
    }

    public KafkaProducer<String, byte[]> producer(String clientId, int deliveryMillis) {
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
