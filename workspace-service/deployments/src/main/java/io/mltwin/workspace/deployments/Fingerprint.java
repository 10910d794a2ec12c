package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Marks of what was sent for a resource and of how it stood right after it was written.
 *
 * @param sent of the request: api-version and body
 * @param stood of what a GET with that api-version answered, and of the time of the write; empty
 *     until that is known
 */
record Fingerprint(String sent, String stood) {

    static String of(JsonNode value) {
        return of(sorted(value).toString());
    }

    static String of(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The order of an object's members says nothing. */
    private static JsonNode sorted(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!value.isObject()) {
            return value;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        value.properties().forEach(field -> members.put(field.getKey(), sorted(field.getValue())));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.setAll(members);
        return object;
    }
}
