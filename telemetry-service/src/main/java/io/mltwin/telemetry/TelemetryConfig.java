package io.mltwin.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What telemetry-service is told beside what every service is. */
@ConfigMapping(prefix = "mltwin.kafka")
public interface TelemetryConfig {

    /**
     * False leaves Kafka alone: no topics are made and nothing is consumed. Tests of HTTP use it.
     */
    @WithDefault("true")
    boolean enabled();
}
