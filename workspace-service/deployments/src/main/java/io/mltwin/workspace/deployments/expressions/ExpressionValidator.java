package io.mltwin.workspace.deployments.expressions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation.UnresolvedReferenceException;
import io.mltwin.workspace.expressions.Expression;
import io.mltwin.workspace.expressions.ExpressionException;
import io.mltwin.workspace.expressions.ExpressionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads every expression of a part of a template and checks what can be said without evaluating it:
 * also in branches that are not taken.
 *
 * @param parameters names of the declared parameters, in lower case
 * @param variables names of the variables, in lower case
 */
public record ExpressionValidator(Set<String> parameters, Set<String> variables, UserFunctions functions) {

    /**
     * Checks a part.
     *
     * @throws ExpressionException at the first expression that cannot be right
     */
    public void check(JsonNode part, ExpressionLocation place) {
        if (part.isTextual()) {
            checkText(part.asText(), place);
        } else if (part.isObject()) {
            for (Map.Entry<String, JsonNode> field : part.properties()) {
                checkText(field.getKey(), place);
                check(field.getValue(), place);
            }
        } else {
            part.forEach(inner -> check(inner, place));
        }
    }

    private void checkText(String text, ExpressionLocation place) {
        if (ExpressionParser.isExpression(text)) {
            check(ExpressionParser.parse(text), place);
        }
    }

    private void check(Expression expression, ExpressionLocation place) {
        if (expression instanceof Expression.Call call) {
            UserFunctions.Definition own = functions.find(call.name());
            if (own == null) {
                Functions.check(call.name(), call.arguments().size(), place);
            }
            checkName(call, "parameters", parameters);
            checkName(call, "variables", variables);
        }
        expression.parts().forEach(part -> check(part, place));
    }

    private static void checkName(Expression.Call call, String function, Set<String> names) {
        if (AsciiCase.equal(call.name(), function)
                && call.arguments().get(0) instanceof Expression.Constant constant
                && !names.contains(AsciiCase.lower(constant.json().asText()))) {
            throw DeploymentFunctions.notFound(
                    function.substring(0, function.length() - 1),
                    constant.json().asText());
        }
    }

    /**
     * Returns the resources that {@code reference()} and {@code list…()} of a part name, where it
     * can be said before anything is deployed, and how.
     */
    public static List<Named> named(JsonNode part, Evaluation evaluation) {
        List<Named> found = new ArrayList<>();
        collect(part, evaluation, found);
        return found;
    }

    /**
     * A resource that an expression asks for.
     *
     * @param versioned true when the call gives an api-version, as for resources that another
     *     deployment made
     */
    public record Named(String name, boolean versioned) {}

    private static void collect(JsonNode part, Evaluation evaluation, List<Named> found) {
        if (part.isTextual()) {
            if (ExpressionParser.isExpression(part.asText())) {
                evaluation.budget().charge(part.asText().length());
                collect(ExpressionParser.parse(part.asText()), evaluation, found);
            }
        } else {
            part.forEach(inner -> collect(inner, evaluation, found));
        }
    }

    private static void collect(Expression expression, Evaluation evaluation, List<Named> found) {
        if (expression instanceof Expression.Call call && asksForResource(call)) {
            try {
                JsonNode name = call.arguments().get(0).value(evaluation);
                found.add(new Named(name.asText(), call.arguments().size() > 1));
            } catch (ExpressionException | UnresolvedReferenceException unknown) {
                // what cannot be said now is said, or refused, when the call is evaluated
                return;
            }
        }
        expression.parts().forEach(part -> collect(part, evaluation, found));
    }

    private static boolean asksForResource(Expression.Call call) {
        String name = AsciiCase.lower(call.name());
        return !call.arguments().isEmpty() && (name.equals("reference") || name.startsWith("list"));
    }
}
