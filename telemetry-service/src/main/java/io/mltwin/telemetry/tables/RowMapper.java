package io.mltwin.telemetry.tables;

import io.mltwin.armweb.Json;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.query.kql.Column;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Items as rows of Application Insights' tables. */
final class RowMapper {

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

    private RowMapper() {}

    static Row row(RequestItem item, String eventId, Instant time, Component component) {
        Map<String, Object> values = common(eventId, time, component, item.itemCount());
        values.put("id", item.id());
        values.put("source", item.source());
        values.put("name", item.name());
        values.put("url", item.url());
        values.put("success", item.success() ? "True" : "False");
        values.put("resultCode", item.resultCode());
        values.put("duration", item.duration());
        values.put("performanceBucket", bucket(item.duration()));
        values.put("itemType", "request");
        values.put("customDimensions", Json.tree(item.customDimensions()));
        values.put("customMeasurements", Json.tree(item.customMeasurements()));
        values.put("operation_Name", item.name());
        values.put("operation_Id", item.operationId());
        values.put("operation_ParentId", item.operationParentId());
        values.put("cloud_RoleName", item.roleName());
        values.put("sdkVersion", item.sdkVersion());
        return row(values, InsightsTable.REQUESTS);
    }

    static Row row(TraceItem item, String eventId, Instant time, Component component) {
        Map<String, Object> values = common(eventId, time, component, item.itemCount());
        values.put("message", item.message());
        values.put(
                "severityLevel",
                item.severityLevel() == null ? null : item.severityLevel().longValue());
        values.put("itemType", "trace");
        values.put("customDimensions", Json.tree(item.customDimensions()));
        values.put("operation_Id", item.operationId());
        values.put("operation_ParentId", item.operationParentId());
        values.put("cloud_RoleName", item.roleName());
        values.put("sdkVersion", item.sdkVersion());
        return row(values, InsightsTable.TRACES);
    }

    private static Map<String, Object> common(String eventId, Instant time, Component component, Integer itemCount) {
        Map<String, Object> values = new HashMap<>();
        values.put("timestamp", time);
        values.put("client_Type", "PC");
        values.put("client_IP", "0.0.0.0");
        values.put("appId", component.appId().toString());
        values.put("appName", component.name());
        values.put("iKey", component.instrumentationKey().toString());
        values.put("itemId", eventId);
        values.put("itemCount", itemCount == null ? 1L : itemCount.longValue());
        return values;
    }

    private static Row row(Map<String, Object> values, InsightsTable table) {
        List<Object> ordered = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            Object value = values.get(column.name());
            // Kusto's strings are never null
            ordered.add(value == null && column.type() == KqlType.STRING ? "" : value);
        }
        return new Row(ordered);
    }

    static String bucket(double millis) {
        int i = 0;
        while (i < LIMITS.length && millis >= LIMITS[i]) {
            i++;
        }
        return BUCKETS.get(i);
    }
}
