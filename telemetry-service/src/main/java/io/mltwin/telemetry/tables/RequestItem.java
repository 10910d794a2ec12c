package io.mltwin.telemetry.tables;

import static io.mltwin.telemetry.tables.Dimensions.cut;

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
        id = cut(id, 128);
        source = cut(source, 1_024);
        name = cut(name, 1_024);
        url = cut(url, 2_048);
        resultCode = cut(resultCode, 1_024);
        customDimensions = Dimensions.texts(customDimensions);
        customMeasurements = Dimensions.copy(customMeasurements);
        operationId = cut(operationId, 128);
        operationParentId = cut(operationParentId, 128);
        roleName = cut(roleName, 256);
        sdkVersion = cut(sdkVersion, 64);
    }
}
