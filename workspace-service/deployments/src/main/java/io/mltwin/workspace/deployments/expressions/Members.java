package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.List;

/** Members of objects and elements of arrays, with Azure's errors for those that are absent. */
final class Members {

    private Members() {}

    static JsonNode find(JsonNode of, JsonNode at, boolean safe) {
        JsonNode found = at.isIntegralNumber() ? element(of, at.longValue()) : member(of, at);
        if (found != null) {
            return found;
        }
        if (safe) {
            return NullNode.getInstance();
        }
        throw missing(of, at);
    }

    private static JsonNode element(JsonNode of, long index) {
        return of.isArray() && index >= 0 && index < of.size() ? of.get((int) index) : null;
    }

    private static JsonNode member(JsonNode of, JsonNode key) {
        return of.isObject() && key.isTextual() ? Values.member(of, key.asText()) : null;
    }

    private static ExpressionException missing(JsonNode of, JsonNode at) {
        if (at.isIntegralNumber() && of.isArray()) {
            return new ExpressionException(
                    "The language expression property array index '" + at.asText() + "' is out of bounds.");
        }
        if (!of.isObject()) {
            return new ExpressionException("The language expression property '"
                    + at.asText()
                    + "' can't be evaluated, the value is of type '"
                    + Values.typeName(of)
                    + "'.");
        }
        List<String> names = new ArrayList<>();
        of.fieldNames().forEachRemaining(names::add);
        return new ExpressionException("The language expression property '"
                + at.asText()
                + "' doesn't exist, available properties are '"
                + String.join(", ", names)
                + "'.");
    }
}
