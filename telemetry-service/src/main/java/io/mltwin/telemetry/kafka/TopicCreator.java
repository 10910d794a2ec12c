package io.mltwin.telemetry.kafka;

import io.mltwin.events.Topics;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the platform's topics, and a dead-letter topic for each, where they are missing: Kafka
 * makes none by itself here.
 */
@Singleton
record TopicCreator(KafkaSettings settings) {

    private static final int PARTITIONS = 3;
    private static final short REPLICATION = 1;

    static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of(Topics.SCORING_REQUESTS, Topics.ACTIVITY_LOG, Topics.METRICS, Topics.DIAGNOSTICS)) {
            topics.add(new NewTopic(name, PARTITIONS, REPLICATION));
            topics.add(new NewTopic(name + Topics.DEAD_LETTER_SUFFIX, 1, REPLICATION)
                    .configs(Map.of("retention.ms", "-1")));
        }
        return topics;
    }

    /**
     * Makes what is missing.
     *
     * @throws ExecutionException when Kafka is away or refuses
     */
    void ensure() throws ExecutionException, InterruptedException {
        try (Admin admin = settings.admin()) {
            for (KafkaFuture<Void> created :
                    admin.createTopics(topics()).values().values()) {
                try {
                    created.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }
}
