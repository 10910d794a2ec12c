package io.mltwin.telemetry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long traces are kept. */
@ConfigMapping(prefix = "mltwin.traces")
public interface TracesConfig {

    /** Returns how many traces are kept: the last ones that began. */
    @WithDefault("10000")
    int kept();
}
