package io.mltwin.telemetry.diagnostics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of Microsoft's diagnostics store. */
@ConfigMapping(prefix = "mltwin.diagnostics")
public interface DiagnosticsConfig {

    /** Returns how long a record is kept, by the platform's clock. */
    @WithDefault("P90D")
    Duration kept();
}
