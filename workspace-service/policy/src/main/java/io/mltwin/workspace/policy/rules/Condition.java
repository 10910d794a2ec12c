package io.mltwin.workspace.policy.rules;

import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidAlias;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import java.util.List;
import java.util.Set;

/**
 * A condition of a policy rule. Every part is evaluated, also where the result is clear already, so
 * that refusals and compliance details show all of them.
 */
sealed interface Condition {

    /** Fields by which Azure decides whether a policy is about a resource at all. */
    Set<String> KIND = Set.of("type", "name", "kind");

    boolean holds(Evaluation evaluation);

    /**
     * True unless type, name and kind alone say that it cannot hold: a policy says nothing of such
     * resources, not even that they comply.
     */
    default boolean applies(Evaluation evaluation) {
        return true;
    }

    /** True when it asks for nothing but type, name and kind. */
    default boolean isAboutKind() {
        return false;
    }

    record AllOf(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Evaluation evaluation) {
            return parts.stream().filter(part -> !part.holds(evaluation)).count() == 0;
        }

        @Override
        public boolean applies(Evaluation evaluation) {
            return parts.stream().allMatch(part -> part.applies(evaluation));
        }

        @Override
        public boolean isAboutKind() {
            return parts.stream().allMatch(Condition::isAboutKind);
        }
    }

    record AnyOf(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(Evaluation evaluation) {
            return parts.stream().filter(part -> part.holds(evaluation)).count() > 0;
        }

        @Override
        public boolean applies(Evaluation evaluation) {
            return parts.stream().anyMatch(part -> part.applies(evaluation));
        }

        @Override
        public boolean isAboutKind() {
            return parts.stream().allMatch(Condition::isAboutKind);
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Evaluation evaluation) {
            return !part.holds(evaluation);
        }

        @Override
        public boolean applies(Evaluation evaluation) {
            return !part.isAboutKind() || holds(evaluation);
        }

        @Override
        public boolean isAboutKind() {
            return part.isAboutKind();
        }
    }

    /** {@code {"field": …, "equals": …}}; with {@code [*]} every element must pass. */
    record OfField(String definition, Expression field, Operator operator, Expression target) implements Condition {
        @Override
        public boolean isAboutKind() {
            return field instanceof Expression.Constant
                    && KIND.contains(AsciiCase.lower(field.value(null).asText()));
        }

        @Override
        public boolean applies(Evaluation evaluation) {
            return !isAboutKind() || holds(evaluation);
        }

        @Override
        public boolean holds(Evaluation evaluation) {
            String name = field.value(evaluation).asText();
            Fields.Values values = Fields.of(name, evaluation);
            if (values == null) {
                throw invalidAlias(definition, name);
            }
            boolean region = Fields.isLocation(name);
            JsonNode wanted = region(target.value(evaluation), region);
            boolean result = values.values().stream()
                    .allMatch(value -> operator.test(region(evaluation.charged(value, wanted), region), wanted));
            JsonNode shown = values.every() ? null : values.single();
            evaluation.compared(shown(result, "Field", name, shown, target.value(evaluation), operator));
            return result;
        }

        /** Regions are compared in their short form, {@code East US} being {@code eastus}. */
        private static JsonNode region(JsonNode node, boolean region) {
            if (!region || !node.isTextual() && !node.isArray()) {
                return node;
            }
            if (node.isTextual()) {
                return TextNode.valueOf(AsciiCase.lower(node.asText().replace(" ", "")));
            }
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> all.add(region(item, true)));
            return all;
        }
    }

    /** {@code {"value": "[…]", "equals": …}}. */
    record OfValue(Expression value, Operator operator, Expression target) implements Condition {
        @Override
        public boolean holds(Evaluation evaluation) {
            JsonNode given = value.value(evaluation);
            JsonNode wanted = target.value(evaluation);
            boolean result = operator.test(evaluation.charged(given, wanted), wanted);
            evaluation.compared(shown(result, "Value", given.asText(), given, wanted, operator));
            return result;
        }
    }

    /**
     * {@code {"count": {"field": "…[*]", "where": …}, "less": 1}}.
     *
     * @param where null when every element counts
     */
    record OfCount(Aliases.Alias array, Condition where, Operator operator, Expression target) implements Condition {
        @Override
        public boolean holds(Evaluation evaluation) {
            int size = Fields.of(array.name(), evaluation).values().size();
            String key = AsciiCase.lower(array.name());
            int count = 0;
            for (int i = 0; i < size; i++) {
                evaluation.enter(key, i);
                try {
                    count += where == null || where.holds(evaluation) ? 1 : 0;
                } finally {
                    evaluation.leave(key);
                }
            }
            JsonNode counted = IntNode.valueOf(count);
            JsonNode wanted = target.value(evaluation);
            boolean result = operator.test(counted, wanted);
            evaluation.compared(shown(result, "Count", array.name(), counted, wanted, operator));
            return result;
        }
    }

    private static EvaluatedExpression shown(
            boolean result, String kind, String expression, JsonNode value, JsonNode target, Operator operator) {
        return new EvaluatedExpression(
                result ? "True" : "False",
                kind,
                expression,
                kind.equals("Value") ? null : path(expression),
                value == null || value instanceof MissingNode ? null : value,
                target,
                operator.display());
    }

    private static String path(String field) {
        Aliases.Alias alias = Aliases.find(field);
        return alias == null ? field : String.join(".", alias.path());
    }
}
