package io.mltwin.telemetry.tables;

import static io.mltwin.telemetry.tables.Dimensions.cut;

import io.mltwin.armweb.Json;
import io.mltwin.telemetry.tables.TelemetryItem.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of Application Insights' table {@code requests}, as it is kept encrypted. The dimensions of a scoring request
 * are the seven fields of the document and the names of service and workspace.
 */
public record RequestItem(
        String id,
        String source,
        String name,
        String url,
        boolean success,
        String resultCode,
        double duration,
        Map<String, Double> customMeasurements,
        Context context)
        implements TelemetryItem {

    private static final List<String> BUCKETS = List.of(
            "<250ms",
            "250ms-500ms",
            "500ms-1sec",
            "1sec-3sec",
            "3sec-7sec",
            "7sec-15sec",
            "15sec-30sec",
            "30sec-1min",
            "1min-2min",
            "2min-5min",
            ">=5min");
    private static final double[] LIMITS = {250, 500, 1_000, 3_000, 7_000, 15_000, 30_000, 60_000, 120_000, 300_000};

    public RequestItem {
        id = cut(id, 128);
        source = cut(source, 1_024);
        name = cut(name, 1_024);
        url = cut(url, 2_048);
        resultCode = cut(resultCode, 1_024);
        customMeasurements = Dimensions.copy(customMeasurements);
    }

    @Override
    public Map<String, Object> ownColumns() {
        Map<String, Object> values = new HashMap<>();
        values.put("id", id);
        values.put("source", source);
        values.put("name", name);
        values.put("url", url);
        values.put("success", success ? "True" : "False");
        values.put("resultCode", resultCode);
        values.put("duration", duration);
        values.put("performanceBucket", bucket(duration));
        values.put("customMeasurements", Json.tree(customMeasurements));
        values.put("operation_Name", name);
        return values;
    }

    static String bucket(double millis) {
        int i = 0;
        while (i < LIMITS.length && millis >= LIMITS[i]) {
            i++;
        }
        return BUCKETS.get(i);
    }
}
