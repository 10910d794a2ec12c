package io.mltwin.workspace.policy.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.TextCase;
import java.util.List;
import java.util.Set;

/** A value in a rule: a constant, or a template expression such as {@code [parameters('x')]}. */
sealed interface Expression {

    JsonNode value(Evaluation evaluation);

    /** True when it can be said without a resource or parameters. */
    default boolean isConstant() {
        return false;
    }

    /** True when it can be said with parameters, but without a resource. */
    boolean isKnownBefore();

    record Constant(JsonNode json) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            return json;
        }

        @Override
        public boolean isConstant() {
            return true;
        }

        @Override
        public boolean isKnownBefore() {
            return true;
        }
    }

    /** {@code target.name}, of what a function gives. */
    record Property(Expression target, String name) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            return target.value(evaluation).path(name);
        }

        @Override
        public boolean isKnownBefore() {
            return target.isKnownBefore();
        }
    }

    /** {@code target[index]}. */
    record Element(Expression target, Expression index) implements Expression {
        @Override
        public JsonNode value(Evaluation evaluation) {
            JsonNode at = index.value(evaluation);
            JsonNode of = target.value(evaluation);
            return at.isInt() ? of.path(at.intValue()) : of.path(at.asText());
        }

        @Override
        public boolean isKnownBefore() {
            return target.isKnownBefore() && index.isKnownBefore();
        }
    }

    /** A function; the built ones are {@link #NAMES}. */
    record Call(String name, List<Expression> arguments) implements Expression {

        private static final Set<String> OF_RESOURCE =
                Set.of("field", "resourceGroup", "subscription");

        static final List<String> NAMES =
                List.of(
                        "parameters",
                        "field",
                        "concat",
                        "toLower",
                        "toUpper",
                        "resourceGroup",
                        "subscription");

        @Override
        public JsonNode value(Evaluation evaluation) {
            return switch (name) {
                case "parameters" -> orMissing(evaluation.parameter(argument(evaluation)));
                case "field" -> field(evaluation);
                case "concat" -> concat(evaluation);
                case "toLower" -> TextNode.valueOf(TextCase.lower(argument(evaluation)));
                case "toUpper" -> TextNode.valueOf(TextCase.upper(argument(evaluation)));
                case "resourceGroup" -> orMissing(evaluation.subject().group().get());
                case "subscription" -> subscription(evaluation);
                default -> throw new IllegalStateException("no function " + name);
            };
        }

        @Override
        public boolean isKnownBefore() {
            return !OF_RESOURCE.contains(name)
                    && arguments.stream().allMatch(Expression::isKnownBefore);
        }

        private String argument(Evaluation evaluation) {
            return arguments.get(0).value(evaluation).asText();
        }

        private JsonNode field(Evaluation evaluation) {
            Fields.Values values = Fields.of(argument(evaluation), evaluation);
            return values == null ? MissingNode.getInstance() : values.single();
        }

        private JsonNode concat(Evaluation evaluation) {
            StringBuilder text = new StringBuilder();
            arguments.forEach(argument -> text.append(argument.value(evaluation).asText()));
            return TextNode.valueOf(text.toString());
        }

        private static JsonNode subscription(Evaluation evaluation) {
            String id = evaluation.subject().id().subscriptionId();
            ObjectNode subscription = JsonNodeFactory.instance.objectNode();
            return subscription.put("id", "/subscriptions/" + id).put("subscriptionId", id);
        }

        private static JsonNode orMissing(JsonNode node) {
            return node == null ? MissingNode.getInstance() : node;
        }
    }
}
