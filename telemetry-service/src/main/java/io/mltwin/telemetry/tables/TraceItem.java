package io.mltwin.telemetry.tables;

import static io.mltwin.telemetry.tables.Dimensions.cut;

import java.util.HashMap;
import java.util.Map;

/** A row of Application Insights' table {@code traces}, as it is kept encrypted. */
public record TraceItem(
        String message,
        Integer severityLevel,
        Map<String, String> customDimensions,
        String operationId,
        String operationParentId,
        String roleName,
        String sdkVersion,
        Integer itemCount)
        implements TelemetryItem {

    public TraceItem {
        message = cut(message, 32_768);
        customDimensions = Dimensions.texts(customDimensions);
        operationId = cut(operationId, 128);
        operationParentId = cut(operationParentId, 128);
        roleName = cut(roleName, 256);
        sdkVersion = cut(sdkVersion, 64);
    }

    @Override
    public Map<String, Object> ownColumns() {
        Map<String, Object> values = new HashMap<>();
        values.put("message", message);
        values.put("severityLevel", severityLevel == null ? null : severityLevel.longValue());
        return values;
    }
}
