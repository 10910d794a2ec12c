package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;

/** Values of the template language: JSON, with names compared without case. */
public final class Values {

    public static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Values() {}

    /** A member of an object by its name in any case, or null. */
    public static JsonNode member(JsonNode object, String name) {
        JsonNode exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (AsciiCase.equal(field.getKey(), name)) {
                return field.getValue();
            }
        }
        return null;
    }

    /** Newtonsoft's name of the type, as it stands in Azure's error texts. */
    public static String typeName(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "String";
            case NUMBER -> value.isIntegralNumber() ? "Integer" : "Float";
            case BOOLEAN -> "Boolean";
            case ARRAY -> "Array";
            case OBJECT -> "Object";
            default -> "Null";
        };
    }

    /** Equality as {@code equals()} has it: by value, whatever the width of a number. */
    public static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.isIntegralNumber() && other.isIntegralNumber()
                    ? one.longValue() == other.longValue()
                    : one.doubleValue() == other.doubleValue();
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size() && sameElements(one, other);
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size() && sameMembers(one, other);
        }
        return one.equals(other);
    }

    private static boolean sameElements(JsonNode one, JsonNode other) {
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(JsonNode one, JsonNode other) {
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            JsonNode counterpart = other.get(field.getKey());
            if (counterpart == null || !same(field.getValue(), counterpart)) {
                return false;
            }
        }
        return true;
    }

    static boolean contains(ArrayNode array, JsonNode item) {
        for (JsonNode element : array) {
            if (same(element, item)) {
                return true;
            }
        }
        return false;
    }

    /** As {@code string()} has it: text as it is, everything else as JSON. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.isNull() ? "" : value.toString();
    }

    static ObjectNode copy(JsonNode object) {
        return ((ObjectNode) object).deepCopy();
    }
}
