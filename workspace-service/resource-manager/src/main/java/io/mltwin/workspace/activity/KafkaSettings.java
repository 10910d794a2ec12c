package io.mltwin.workspace.activity;

import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this service reaches Kafka: TLS with its own client certificate, an idempotent producer. */
@Singleton
class KafkaSettings {

    static final String CLIENT = "workspace-activity";

    private final PlatformConfig platform;
    private final Optional<String> bootstrapServers;

    KafkaSettings(
            PlatformConfig platform,
            @ConfigProperty(name = "mltwin.kafka.bootstrap-servers")
                    Optional<String> bootstrapServers) {
        this.platform = platform;
        this.bootstrapServers = bootstrapServers;
    }

    boolean isConfigured() {
        return bootstrapServers.isPresent();
    }

    Properties producer() {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers.orElseThrow());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, CLIENT);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(2 << 20));
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put(
                "ssl.keystore.location", platform.privateDir().resolve("kafka.pem").toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", platform.trustDir().resolve("ca.pem").toString());
        return settings;
    }
}
