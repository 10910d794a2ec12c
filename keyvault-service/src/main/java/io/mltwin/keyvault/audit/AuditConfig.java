package io.mltwin.keyvault.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Settings of keyvault-service beside the platform's. */
@ConfigMapping(prefix = "mltwin")
public interface AuditConfig {

    Kafka kafka();

    interface Kafka {
        /** Brokers that audit events are shipped to. */
        @WithName("bootstrap-servers")
        @WithDefault("localhost:8451")
        String bootstrapServers();
    }
}
