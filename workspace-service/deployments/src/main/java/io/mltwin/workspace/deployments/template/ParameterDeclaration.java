package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;
import static io.mltwin.workspace.deployments.template.TemplateErrors.missingMember;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unreadable;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unreadableIf;
import static io.mltwin.workspace.deployments.template.TemplateErrors.wrongParameter;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.EvaluationBudget;
import io.mltwin.workspace.deployments.expressions.Values;
import java.util.Set;

/**
 * A parameter that a template declares.
 *
 * @param defaultValue null when it must be given
 * @param source the declaration as it stands in the template
 */
public record ParameterDeclaration(
        String name, ParameterType type, JsonNode defaultValue, boolean nullable, JsonNode source) {

    private static final Set<String> NOT_BUILT =
            Set.of("$ref", "properties", "additionalProperties", "items", "prefixItems", "sealed");

    static ParameterDeclaration read(String name, JsonNode source) {
        unreadableIf(!source.isObject(), "The template parameter '%s' is no object.", name);
        for (String member : NOT_BUILT) {
            if (source.has(member)) {
                throw io.mltwin.armweb.AzureException.notBuilt(
                        "The member '" + member + "' of the template parameter '" + name + "'");
            }
        }
        String typeName = source.path("type").asText("");
        if (typeName.isEmpty()) {
            throw missingMember("type", "parameters." + name);
        }
        ParameterType type = ParameterType.of(typeName)
                .orElseThrow(
                        () -> unreadable("The template parameter type '%s' of '%s' is not valid.", typeName, name));
        for (String bound : Set.of("minValue", "maxValue", "minLength", "maxLength")) {
            unreadableIf(
                    source.has(bound) && !source.get(bound).isIntegralNumber(),
                    "The value of '%s' of parameter '%s' is no integer.",
                    bound,
                    name);
        }
        unreadableIf(
                source.has("allowedValues") && !source.get("allowedValues").isArray(),
                "The value of 'allowedValues' of parameter '%s' is no array.",
                name);
        return new ParameterDeclaration(
                name, type, source.get("defaultValue"), source.path("nullable").asBoolean(), source);
    }

    /** The value, if it is one that the parameter may have. */
    JsonNode checked(JsonNode value, EvaluationBudget budget) {
        if (value.isNull() && nullable) {
            return value;
        }
        if (!type.accepts(value)) {
            throw wrongParameter(
                    name,
                    "Expected a value of type '"
                            + type.wireName()
                            + "', but received a value of type '"
                            + Values.typeName(value)
                            + "'.");
        }
        checkAllowed(value, budget);
        if (type == ParameterType.INT) {
            checkBounds("Value", value.longValue(), "minValue", "maxValue");
        } else if (value.isTextual() || value.isArray()) {
            int length = value.isArray() ? value.size() : value.asText().length();
            checkBounds("Length of the value", length, "minLength", "maxLength");
        }
        return value;
    }

    private void checkAllowed(JsonNode value, EvaluationBudget budget) {
        JsonNode allowed = source.path("allowedValues");
        if (!allowed.isArray() || isAmong(allowed, value, budget)) {
            return;
        }
        if (type == ParameterType.ARRAY && allAmong(allowed, value, budget)) {
            return;
        }
        String shown = type.isSecure() ? "(secure)" : text(value);
        StringBuilder list = new StringBuilder();
        allowed.forEach(each -> list.append(list.isEmpty() ? "" : ",").append(text(each)));
        throw invalid(
                "The provided value '%s' for the template parameter '%s' is not valid. The value '%s' is not part of"
                        + " the allowed value(s): '%s'.",
                shown, name, shown, list);
    }

    private static boolean allAmong(JsonNode allowed, JsonNode values, EvaluationBudget budget) {
        for (JsonNode value : values) {
            if (!isAmong(allowed, value, budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAmong(JsonNode allowed, JsonNode value, EvaluationBudget budget) {
        for (JsonNode each : allowed) {
            if (Values.same(each, value, budget)) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private void checkBounds(String what, long actual, String least, String most) {
        if (source.has(least) && actual < source.get(least).longValue()) {
            throw wrongParameter(
                    name,
                    what
                            + " should be greater than or equal to '"
                            + source.get(least).longValue()
                            + "'.");
        }
        if (source.has(most) && actual > source.get(most).longValue()) {
            throw wrongParameter(
                    name,
                    what
                            + " should be less than or equal to '"
                            + source.get(most).longValue()
                            + "'.");
        }
    }
}
