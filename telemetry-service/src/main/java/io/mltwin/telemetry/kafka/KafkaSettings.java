package io.mltwin.telemetry.kafka;

import io.mltwin.eventrelay.KafkaConnection;
import io.mltwin.telemetry.TelemetryConfig;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens this service's clients of Kafka. */
@Singleton
record KafkaSettings(TelemetryConfig config, KafkaConnection connection) {

    static final String CLIENT = "telemetry";
    private static final int MOST_RECORDS = 1000;

    boolean enabled() {
        return config.enabled();
    }

    Admin admin() {
        Map<String, Object> settings = common();
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return Admin.create(settings);
    }

    /**
     * Opens a consumer that commits only when told, and that reads a new group's topics from their
     * beginning.
     */
    KafkaConsumer<byte[], byte[]> consumer(String topic) {
        Map<String, Object> settings = common();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "telemetry-" + topic);
        // the one member keeps its name: after a kill it takes its partitions again at once, not
        // when the dead one's session has ended
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "telemetry-" + topic);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = common();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> common() {
        Map<String, Object> settings = connection.clientSettings(CLIENT);
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }
}
