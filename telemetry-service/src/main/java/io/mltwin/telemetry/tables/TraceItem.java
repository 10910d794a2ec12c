package io.mltwin.telemetry.tables;

import static io.mltwin.telemetry.tables.Dimensions.cut;

import io.mltwin.telemetry.tables.TelemetryItem.Context;
import java.util.HashMap;
import java.util.Map;

/** A row of Application Insights' table {@code traces}, as it is kept encrypted. */
public record TraceItem(String message, Integer severityLevel, Context context) implements TelemetryItem {

    public TraceItem {
        message = cut(message, 32_768);
    }

    @Override
    public Map<String, Object> ownColumns() {
        Map<String, Object> values = new HashMap<>();
        values.put("message", message);
        values.put("severityLevel", severityLevel == null ? null : severityLevel.longValue());
        return values;
    }
}
