package io.mltwin.telemetry.tables;

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
        Integer itemCount) {

    public TraceItem {
        customDimensions = Dimensions.copy(customDimensions);
    }
}
