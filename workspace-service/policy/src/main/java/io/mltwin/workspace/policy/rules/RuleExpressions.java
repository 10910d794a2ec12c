package io.mltwin.workspace.policy.rules;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidAlias;
import static io.mltwin.workspace.policy.rules.PolicyErrors.invalidRule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.expressions.Expression;
import io.mltwin.workspace.expressions.Expression.Call;
import io.mltwin.workspace.expressions.Expression.Constant;
import io.mltwin.workspace.expressions.Expression.Member;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.expressions.ExpressionParser;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses the values of a rule: constants, and expressions such as {@code [parameters('x')]}. */
final class RuleExpressions {

    private static final Pattern FUNCTION_NAME = Pattern.compile("[\\p{L}\\p{Nd}]+");
    private static final Set<String> OF_RESOURCE = Set.of("field", "resourcegroup", "subscription");

    private final String definition;
    private final Set<String> parameters;

    /**
     * @param parameters names of the declared parameters, in lower case
     */
    RuleExpressions(String definition, Set<String> parameters) {
        this.definition = definition;
        this.parameters = parameters;
    }

    /**
     * Parses a value of a rule.
     *
     * @throws AzureException 400 {@code InvalidPolicyRule} when it is malformed, 501 for a function
     *     that is not built
     */
    Expression parse(JsonNode value) {
        String text = value.isTextual() ? value.asText() : "";
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return new Constant(value);
        }
        if (!ExpressionParser.isExpression(text)) {
            return new Constant(TextNode.valueOf(text.substring(1)));
        }
        try {
            Expression expression = ExpressionParser.parse(text);
            validate(expression, text);
            return expression;
        } catch (ExpressionException malformed) {
            throw invalidRule(definition, malformed.getMessage());
        }
    }

    /** Returns whether the value is known with parameters alone, without a resource. */
    static boolean isKnownBefore(Expression expression) {
        if (expression instanceof Call call && OF_RESOURCE.contains(AsciiCase.lower(call.name()))) {
            return false;
        }
        for (Expression part : expression.parts()) {
            if (!isKnownBefore(part)) {
                return false;
            }
        }
        return true;
    }

    private void validate(Expression expression, String text) {
        for (Expression part : expression.parts()) {
            validate(part, text);
        }
        boolean valid = true;
        if (expression instanceof Member member) {
            valid = !member.safe();
        } else if (expression instanceof Constant constant && constant.json().isNumber()) {
            valid = constant.json().isInt() && constant.json().intValue() >= 0;
        } else if (expression instanceof Call call) {
            valid = isValid(call);
        }
        if (!valid) {
            throw invalidRule(definition, "The expression '" + text + "' cannot be read.");
        }
    }

    private boolean isValid(Call call) {
        if (!FUNCTION_NAME.matcher(call.name()).matches()) {
            return false;
        }
        int count = call.arguments().size();
        String constant = count == 1 && call.arguments().get(0) instanceof Constant argument
                ? argument.json().asText()
                : null;
        return switch (AsciiCase.lower(call.name())) {
            case "parameters" -> {
                if (constant != null && !parameters.contains(AsciiCase.lower(constant))) {
                    throw invalidRule(definition, "The parameter '" + constant + "' is not defined.");
                }
                yield count == 1;
            }
            case "field" -> {
                if (constant != null && !Fields.isKnown(constant)) {
                    throw invalidAlias(definition, constant);
                }
                yield count == 1;
            }
            case "tolower", "toupper" -> count == 1;
            case "concat" -> count > 0;
            case "resourcegroup", "subscription" -> count == 0;
            default -> throw notBuilt("The policy function '%s' of definition '%s'", call.name(), definition);
        };
    }
}
