package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;

/** A template expression, read. */
sealed interface Expression {

    JsonNode value(Evaluation evaluation);

    List<Expression> parts();

    record Constant(JsonNode json) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            return json;
        }

        @Override
        public List<Expression> parts() {
            return List.of();
        }
    }

    /** {@code name(arguments)}. */
    record Call(String name, List<Expression> arguments) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            return Functions.call(new Arguments(name, arguments, evaluation));
        }

        @Override
        public List<Expression> parts() {
            return arguments;
        }
    }

    /**
     * {@code target.name}, {@code target[index]}, and {@code .?} or {@code [?} for null if absent.
     */
    record Member(Expression target, Expression key, boolean safe) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            JsonNode of = target.value(evaluation);
            JsonNode at = key.value(evaluation);
            JsonNode found = at.isIntegralNumber() ? element(of, at.longValue()) : member(of, at);
            if (found != null) {
                return found;
            }
            if (safe) {
                return NullNode.getInstance();
            }
            throw missing(of, at);
        }

        @Override
        public List<Expression> parts() {
            return List.of(target, key);
        }

        private static JsonNode element(JsonNode of, long index) {
            return of.isArray() && index >= 0 && index < of.size() ? of.get((int) index) : null;
        }

        private static JsonNode member(JsonNode of, JsonNode key) {
            return of.isObject() && key.isTextual() ? Values.member(of, key.asText()) : null;
        }

        private static ExpressionFault missing(JsonNode of, JsonNode at) {
            if (at.isIntegralNumber() && of.isArray()) {
                return new ExpressionFault(
                        "The language expression property array index '"
                                + at.asText()
                                + "' is out of bounds.");
            }
            if (!of.isObject()) {
                return new ExpressionFault(
                        "The language expression property '"
                                + at.asText()
                                + "' can't be evaluated, the value is of type '"
                                + Values.typeName(of)
                                + "'.");
            }
            List<String> names = new java.util.ArrayList<>();
            of.fieldNames().forEachRemaining(names::add);
            return new ExpressionFault(
                    "The language expression property '"
                            + at.asText()
                            + "' doesn't exist, available properties are '"
                            + String.join(", ", names)
                            + "'.");
        }
    }
}
