package io.mltwin.console.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A claim as people read it.
 *
 * @param value text, or JSON of what is no text
 * @param time the instant that a number of seconds stands for; null for other claims
 */
public record ClaimRow(String name, String value, String time) {

    private static final Set<String> TIMES = Set.of("exp", "nbf", "iat", "auth_time");

    /** Returns the claims in their order; none when the text is no JSON object. */
    static List<ClaimRow> list(String claims) {
        List<ClaimRow> rows = new ArrayList<>();
        if (Json.find(claims).orElse(null) instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> claim : object.properties()) {
                rows.add(row(claim.getKey(), claim.getValue()));
            }
        }
        return rows;
    }

    private static ClaimRow row(String name, JsonNode value) {
        return new ClaimRow(
                name,
                value.isTextual() ? value.textValue() : value.toString(),
                TIMES.contains(name) && value.canConvertToLong() ? time(value.longValue()) : null);
    }

    private static String time(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
