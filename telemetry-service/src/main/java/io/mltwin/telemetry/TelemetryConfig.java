package io.mltwin.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that only telemetry-service has. */
@ConfigMapping(prefix = "mltwin.kafka")
public interface TelemetryConfig {

    /**
     * False leaves Kafka alone: no topics are made and nothing is consumed. Tests of HTTP use it.
     */
    @WithDefault("true")
    boolean enabled();
}
