package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.workspace.expressions.Expression;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The arguments of a function call, each evaluated when it is asked for: {@code if} never looks at
 * the branch that is not taken.
 */
record Arguments(String function, List<Expression> expressions, Evaluation evaluation) {

    int count() {
        return expressions.size();
    }

    boolean has(int index) {
        return index < expressions.size();
    }

    JsonNode at(int index) {
        return expressions.get(index).value(evaluation);
    }

    List<JsonNode> all() {
        return from(0);
    }

    List<JsonNode> from(int first) {
        List<JsonNode> values = new ArrayList<>();
        for (int i = first; i < expressions.size(); i++) {
            values.add(at(i));
        }
        return values;
    }

    String text(int index) {
        return written(at(index, "String", JsonNode::isTextual));
    }

    /** A value as {@code string()} has it. */
    String written(JsonNode value) {
        return Values.text(value, evaluation.budget());
    }

    boolean same(JsonNode one, JsonNode other) {
        return Values.same(one, other, evaluation.budget());
    }

    boolean contains(ArrayNode array, JsonNode item) {
        for (JsonNode element : array) {
            if (same(element, item)) {
                return true;
            }
        }
        return false;
    }

    /** Takes bytes of the budget, before they are made. */
    void charge(long bytes) {
        evaluation.budget().charge(bytes);
    }

    String textOr(int index, String otherwise) {
        return has(index) ? text(index) : otherwise;
    }

    long integer(int index) {
        return at(index, "Integer", JsonNode::isIntegralNumber).longValue();
    }

    boolean bool(int index) {
        return at(index, "Boolean", JsonNode::isBoolean).booleanValue();
    }

    ArrayNode array(int index) {
        return (ArrayNode) at(index, "Array", JsonNode::isArray);
    }

    ObjectNode object(int index) {
        return (ObjectNode) at(index, "Object", JsonNode::isObject);
    }

    private JsonNode at(int index, String wanted, Predicate<JsonNode> kind) {
        JsonNode value = at(index);
        if (!kind.test(value)) {
            throw unexpected(index, wanted, value);
        }
        return value;
    }

    ExpressionException unexpected(int index, String wanted, JsonNode value) {
        return ExpressionException.evaluating(
                function,
                "the parameter at position "
                        + (index + 1)
                        + " is expected to be of type '"
                        + wanted
                        + "', but it is of type '"
                        + Values.typeName(value)
                        + "'.");
    }

    ExpressionException wrong(String why) {
        return ExpressionException.evaluating(function, why);
    }
}
