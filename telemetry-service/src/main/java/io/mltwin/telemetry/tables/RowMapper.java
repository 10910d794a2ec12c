package io.mltwin.telemetry.tables;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.Json;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.query.kql.KqlType;
import io.mltwin.telemetry.query.kql.Rows.Row;
import io.mltwin.telemetry.query.kql.Schema.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Items as rows of Application Insights' tables. */
final class RowMapper {

    private RowMapper() {}

    static Row row(InsightsTable table, TelemetryItem item, String eventId, Instant time, Component component) {
        Map<String, Object> values = new HashMap<>(item.ownColumns());
        TelemetryItem.Context context = item.context();
        values.put("timestamp", time);
        values.put("itemType", table.itemType());
        values.put("customDimensions", Json.tree(context.customDimensions()));
        values.put("operation_Id", context.operationId());
        values.put("operation_ParentId", context.operationParentId());
        values.put("cloud_RoleName", context.roleName());
        values.put("sdkVersion", context.sdkVersion());
        values.put("client_Type", "PC");
        values.put("client_IP", "0.0.0.0");
        values.put("appId", component.appId().toString());
        values.put("appName", component.name());
        values.put("iKey", component.instrumentationKey().toString());
        values.put("itemId", eventId);
        values.put("itemCount", requireNonNullElse(context.itemCount(), 1).longValue());
        return row(values, table);
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
}
