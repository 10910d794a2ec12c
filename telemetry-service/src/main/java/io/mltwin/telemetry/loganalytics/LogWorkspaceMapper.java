package io.mltwin.telemetry.loganalytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Maps between a Log Analytics workspace's row and its wire form. */
final class LogWorkspaceMapper {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private LogWorkspaceMapper() {}

    static LogWorkspaceBody body(LogWorkspaceEntity row, ObjectMapper json) {
        return new LogWorkspaceBody(
                row.armId,
                row.name,
                LogWorkspaceBody.TYPE,
                row.location,
                tags(row.tags, json),
                new LogWorkspaceBody.Properties(
                        "Succeeded",
                        row.customerId,
                        new LogWorkspaceBody.Sku(row.sku),
                        row.retentionDays,
                        "Enabled",
                        "Enabled",
                        row.createdAt,
                        row.modifiedAt));
    }

    static String tags(Map<String, String> tags, ObjectMapper json) {
        try {
            return json.writeValueAsString(tags == null ? Map.of() : tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("tags cannot be written", e);
        }
    }

    private static Map<String, String> tags(String text, ObjectMapper json) {
        try {
            return json.readValue(text, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row's tags cannot be read", e);
        }
    }
}
