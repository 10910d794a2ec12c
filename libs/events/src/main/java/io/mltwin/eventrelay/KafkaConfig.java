package io.mltwin.eventrelay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Where Kafka is. */
@ConfigMapping(prefix = "mltwin.kafka")
public interface KafkaConfig {

    /** Returns the brokers' addresses; they take TLS with a client certificate. */
    @WithName("bootstrap-servers")
    @WithDefault("localhost:8451")
    String bootstrapServers();
}
