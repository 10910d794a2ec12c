package io.mltwin.workspace.policy.rules;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidAlias;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidRule;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parses a {@code policyRule}. It refuses what it does not know: a condition that was ignored would
 * permit, or forbid, what nobody meant.
 */
public final class RuleParser {

    private static final int DEEPEST = 32;

    private final String definition;
    private final RuleExpressions expressions;

    private RuleParser(String definition, Set<String> parameters) {
        this.definition = definition;
        this.expressions = new RuleExpressions(definition, parameters);
    }

    /**
     * Parses the rule of a definition.
     *
     * @param declared names of the definition's parameters
     * @throws AzureException 400 {@code InvalidPolicyRule} or {@code InvalidPolicyAlias}; 501 for
     *     parts of Azure's language that are not built
     */
    public static PolicyRule parse(JsonNode rule, Set<String> declared, String definition) {
        RuleParser parser = new RuleParser(
                definition, declared.stream().map(name -> AsciiCase.lower(name)).collect(Collectors.toSet()));
        if (rule == null || !rule.path("if").isObject() || !rule.path("then").isObject()) {
            throw parser.invalid("A rule has the objects 'if' and 'then'.");
        }
        parser.requireOnly(rule, Set.of("if", "then"));
        Condition condition = parser.condition(rule.path("if"), 0);
        JsonNode then = rule.path("then");
        Expression effect = parser.effect(then);
        parser.requireOnly(then, Set.of("effect", "details"));
        ExistenceRule existence = then.has("details") ? new ExistenceParser(parser).parse(then.path("details")) : null;
        PolicyRule parsed = new PolicyRule(definition, condition, effect, existence);
        if (effect instanceof Expression.Constant) {
            parsed.effect(Map.of());
        }
        return parsed;
    }

    private Expression effect(JsonNode then) {
        if (!then.path("effect").isTextual()) {
            throw invalid("'then.effect' is missing.");
        }
        Expression effect = parse(then.path("effect"));
        if (effect instanceof Expression.Constant constant) {
            Effect.of(constant.json().asText(), definition);
        } else if (!(effect instanceof Expression.Call call && AsciiCase.equal(call.name(), "parameters"))) {
            throw invalid("'then.effect' is an effect's name or [parameters('…')].");
        }
        return effect;
    }

    Condition condition(JsonNode node, int depth) {
        if (!node.isObject() || depth > DEEPEST) {
            throw invalid("A condition is an object, at most " + DEEPEST + " deep.");
        }
        if (node.has("allOf")) {
            requireOnly(node, Set.of("allOf"));
            return new Condition.AllOf(conditions(node.path("allOf"), depth));
        }
        if (node.has("anyOf")) {
            requireOnly(node, Set.of("anyOf"));
            return new Condition.AnyOf(conditions(node.path("anyOf"), depth));
        }
        if (node.has("not")) {
            requireOnly(node, Set.of("not"));
            return new Condition.Not(condition(node.path("not"), depth + 1));
        }
        return comparison(node, depth);
    }

    private List<Condition> conditions(JsonNode list, int depth) {
        if (!list.isArray() || list.isEmpty()) {
            throw invalid("'allOf' and 'anyOf' hold a list of conditions.");
        }
        List<Condition> all = new ArrayList<>();
        list.forEach(item -> all.add(condition(item, depth + 1)));
        return List.copyOf(all);
    }

    private Condition comparison(JsonNode node, int depth) {
        Map.Entry<String, JsonNode> compared = null;
        Operator operator = null;
        JsonNode target = null;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Operator found = Operator.find(field.getKey());
            if (found != null && operator == null) {
                operator = found;
                target = field.getValue();
            } else if (found == null && compared == null) {
                compared = field;
            } else {
                throw invalid("A condition has one subject and one comparison: " + node);
            }
        }
        if (compared == null || operator == null) {
            throw invalid("A condition has one subject and one comparison: " + node);
        }
        Expression wanted = target(operator, target);
        return switch (compared.getKey()) {
            case "field" -> ofField(compared.getValue(), operator, wanted);
            case "value" -> new Condition.OfValue(parse(compared.getValue()), operator, wanted);
            case "count" -> ofCount(compared.getValue(), operator, wanted, depth);
            default ->
                throw invalid("'"
                        + compared.getKey()
                        + "' is neither field, value, count, a logical operator nor a comparison.");
        };
    }

    private Expression target(Operator operator, JsonNode target) {
        Expression wanted = parse(target);
        if (wanted instanceof Expression.Constant && operator.wantsArray() != target.isArray()) {
            throw invalid("'" + operator.display() + "' wants " + (target.isArray() ? "one value." : "a list."));
        }
        for (JsonNode item : target.isArray() ? target : List.<JsonNode>of()) {
            if (!(parse(item) instanceof Expression.Constant)) {
                throw notBuilt("A policy's list with template expressions in it");
            }
        }
        boolean patterned = operator == Operator.LIKE || operator == Operator.NOT_LIKE;
        if (patterned
                && wanted instanceof Expression.Constant
                && target.asText().indexOf('*') != target.asText().lastIndexOf('*')) {
            throw invalid("'like' takes one wildcard '*' at most.");
        }
        return wanted;
    }

    private Condition ofField(JsonNode field, Operator operator, Expression wanted) {
        if (!field.isTextual()) {
            throw invalid("'field' is a text.");
        }
        Expression name = parse(field);
        notBuiltIf(!RuleExpressions.isKnownBefore(name), "A policy's field whose name depends on the resource");
        if (name instanceof Expression.Constant && !Fields.isKnown(field.asText())) {
            throw invalidAlias(definition, field.asText());
        }
        return new Condition.OfField(definition, name, operator, wanted);
    }

    private Condition ofCount(JsonNode count, Operator operator, Expression wanted, int depth) {
        notBuiltIf(!count.isObject() || count.has("value"), "A policy's count of a value");
        requireOnly(count, Set.of("field", "where"));
        String name = count.path("field").asText();
        Aliases.Alias array = name.endsWith("[*]") ? Aliases.find(name) : null;
        if (array == null) {
            throw invalidAlias(definition, name);
        }
        Condition where = count.has("where") ? condition(count.path("where"), depth + 1) : null;
        return new Condition.OfCount(array, where, operator, wanted);
    }

    Expression parse(JsonNode value) {
        return expressions.parse(value);
    }

    void requireOnly(JsonNode node, Set<String> names) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!names.contains(field.getKey())) {
                throw invalid("'" + field.getKey() + "' does not belong there.");
            }
        }
    }

    AzureException invalid(String why) {
        return invalidRule(definition, why);
    }
}
