package io.mltwin.platform.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether and how the service records spans. */
@ConfigMapping(prefix = "mltwin.traces")
public interface TraceConfig {

    /** False records and sends no spans; trace contexts are passed on all the same. */
    @WithDefault("true")
    boolean enabled();
}
