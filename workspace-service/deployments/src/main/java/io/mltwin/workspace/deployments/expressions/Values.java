package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.EvaluationBudget;
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
    public static boolean same(JsonNode one, JsonNode other, EvaluationBudget budget) {
        budget.charge(1 + one.asText().length());
        if (one.isNumber() && other.isNumber()) {
            return one.isIntegralNumber() && other.isIntegralNumber()
                    ? one.longValue() == other.longValue()
                    : one.doubleValue() == other.doubleValue();
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size() && budget.nested(() -> sameElements(one, other, budget));
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size() && budget.nested(() -> sameMembers(one, other, budget));
        }
        return one.equals(other);
    }

    private static boolean sameElements(JsonNode one, JsonNode other, EvaluationBudget budget) {
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameMembers(JsonNode one, JsonNode other, EvaluationBudget budget) {
        for (Map.Entry<String, JsonNode> field : one.properties()) {
            JsonNode counterpart = other.get(field.getKey());
            if (counterpart == null || !same(field.getValue(), counterpart, budget)) {
                return false;
            }
        }
        return true;
    }

    /** As {@code string()} has it: text as it is, everything else as JSON. */
    static String text(JsonNode value, EvaluationBudget budget) {
        written(value, budget);
        return value.isTextual() ? value.asText() : value.isNull() ? "" : value.toString();
    }

    /** Charges a value with all that is in it, as often as it is in it, and returns it. */
    public static JsonNode written(JsonNode value, EvaluationBudget budget) {
        budget.charge(bytes(value));
        if (value.isContainerNode()) {
            budget.nested(() -> {
                value.forEach(inner -> written(inner, budget));
                return null;
            });
        }
        return value;
    }

    /** Returns the bytes that a value takes in memory, without the values in it. */
    static long bytes(JsonNode value) {
        long bytes = 2L * value.asText().length() + 8L * value.size();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            bytes += 64 + 2L * field.getKey().length();
        }
        return bytes;
    }
}
