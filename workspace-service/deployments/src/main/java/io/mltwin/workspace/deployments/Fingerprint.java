package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.Sha256;
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
        return Sha256.hex(text);
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
