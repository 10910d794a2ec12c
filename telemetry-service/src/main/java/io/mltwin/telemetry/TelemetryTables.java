package io.mltwin.telemetry;

import io.mltwin.platform.reset.ResetTables;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Names the tables that a reset clears. It keeps the data key of Microsoft's diagnostics store. */
class TelemetryTables {

    @Produces
    @Singleton
    ResetTables tables() {
        return new ResetTables(
                List.of(
                        "component",
                        "log_analytics_workspace",
                        "telemetry_item",
                        "diagnostic_record",
                        "activity_event",
                        "security_pricing",
                        "diagnostic_setting",
                        "metric_point",
                        "trace",
                        "trace_span",
                        "vault_audit_event",
                        "console_receipt",
                        "console_session"),
                List.of("store_key"));
    }
}
