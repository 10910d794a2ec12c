package io.mltwin.telemetry.tables;

import java.util.Map;

/**
 * A row of Application Insights' table {@code requests}, as it is kept encrypted.
 *
 * @param customDimensions for a scoring request the seven fields of the document and the names of
 *     service and workspace
 * @param itemCount how many requests this one stands for; null for one
 */
public record RequestItem(
        String id,
        String source,
        String name,
        String url,
        boolean success,
        String resultCode,
        double duration,
        Map<String, String> customDimensions,
        Map<String, Double> customMeasurements,
        String operationId,
        String operationParentId,
        String roleName,
        String sdkVersion,
        Integer itemCount) {

    public RequestItem {
        customDimensions = Dimensions.copy(customDimensions);
        customMeasurements = Dimensions.copy(customMeasurements);
    }
}
