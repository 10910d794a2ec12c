package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation.UnresolvedReferenceException;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.expressions.ExpressionParser;
import java.util.Map;

/** Evaluates a part of a template: every text that is an expression, names too, and copy loops. */
public final class Evaluator {

    private static final int MOST_COPIES = 800;

    private Evaluator() {}

    public static JsonNode value(JsonNode part, Evaluation evaluation) {
        if (part.isTextual()) {
            return text(part.asText(), evaluation);
        }
        if (!part.isContainerNode()) {
            return part;
        }
        EvaluationBudget budget = evaluation.budget();
        budget.charge(Values.bytes(part));
        return budget.nested(() -> part.isArray() ? array(part, evaluation) : object(part, evaluation));
    }

    private static JsonNode array(JsonNode part, Evaluation evaluation) {
        ArrayNode array = Values.JSON.arrayNode();
        part.forEach(element -> array.add(value(element, evaluation)));
        return array;
    }

    /** Like {@link #value}, with null for what is only known once resources are deployed. */
    public static JsonNode preview(JsonNode part, Evaluation evaluation) {
        try {
            return value(part, evaluation);
        } catch (UnresolvedReferenceException later) {
            if (part.isObject() || part.isArray()) {
                part.forEach(inner -> preview(inner, evaluation));
            }
            return NullNode.getInstance();
        }
    }

    static JsonNode text(String text, Evaluation evaluation) {
        evaluation.budget().charge(EvaluationBudget.STEP + 2L * text.length());
        if (ExpressionParser.isExpression(text)) {
            return Values.written(ExpressionParser.parse(text).value(evaluation), evaluation.budget());
        }
        return TextNode.valueOf(text.startsWith("[[") ? text.substring(1) : text);
    }

    private static JsonNode object(JsonNode part, Evaluation evaluation) {
        ObjectNode object = Values.JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            if (isLoops(field)) {
                for (JsonNode loop : field.getValue()) {
                    object.set(loop.path("name").asText(), loop(loop, evaluation));
                }
            } else {
                String name = Values.text(text(field.getKey(), evaluation), evaluation.budget());
                object.set(name, value(field.getValue(), evaluation));
            }
        }
        return object;
    }

    /** {@code "copy": [{"name", "count", "input"}]} among the members of an object. */
    private static boolean isLoops(Map.Entry<String, JsonNode> field) {
        return AsciiCase.equal(field.getKey(), "copy")
                && field.getValue().isArray()
                && !field.getValue().isEmpty()
                && field.getValue().get(0).has("input");
    }

    /** Returns the array that a copy loop of a property, variable or output makes. */
    public static ArrayNode loop(JsonNode loop, Evaluation evaluation) {
        String name = loop.path("name").asText("");
        int count = count(loop.path("count"), name, evaluation);
        ArrayNode array = Values.JSON.arrayNode();
        for (int i = 0; i < count; i++) {
            array.add(value(loop.path("input"), evaluation.inNamedLoop(name, i)));
        }
        return array;
    }

    public static int count(JsonNode count, String name, Evaluation evaluation) {
        JsonNode value = value(count, evaluation);
        if (!value.isIntegralNumber() || value.longValue() < 0 || value.longValue() > MOST_COPIES) {
            throw new ExpressionException("The template copy definition '"
                    + name
                    + "' has an invalid copy count '"
                    + value.asText()
                    + "'. The copy count must be a non-negative integer value and cannot exceed '"
                    + MOST_COPIES
                    + "'. Please see https://aka.ms/arm-resource-loops for usage details.");
        }
        return value.intValue();
    }
}
