package io.mltwin.workspace.deployments.template;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.Json.isGiven;
import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;
import static io.mltwin.workspace.deployments.template.TemplateErrors.invalidIf;
import static io.mltwin.workspace.deployments.template.TemplateErrors.missingParameter;
import static io.mltwin.workspace.deployments.template.TemplateErrors.wrongParameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.expressions.Values;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of a template's parameters: what a request gives, else the defaults, which may be
 * expressions over other parameters.
 */
public final class ParameterValues {

    private final Template template;
    private final JsonNode given;
    private final Evaluation evaluation;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    private ParameterValues(Template template, JsonNode given, Evaluation outside) {
        this.template = template;
        this.given = given;
        this.evaluation = outside.seeing(ExpressionLocation.PARAMETER_DEFAULT, this::value, name -> null);
    }

    /**
     * All of them, by the names that the template declares.
     *
     * @param given {@code properties.parameters} of the request
     * @throws AzureException 400 {@code InvalidTemplate} for a missing, unknown or wrong one
     */
    public static Map<String, JsonNode> resolve(Template template, JsonNode given, Evaluation outside) {
        ParameterValues values = new ParameterValues(template, given, outside);
        values.checkNames();
        template.parameters().values().forEach(values::resolve);
        return values.values;
    }

    private void checkNames() {
        List<String> unknown = new ArrayList<>();
        given.fieldNames().forEachRemaining(name -> {
            if (template.parameter(name) == null) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw invalid(
                    "The template parameters '%s' in the parameters file are not valid; they are not present in the"
                            + " original template and can therefore not be provided at deployment time. The only supported"
                            + " parameters for this template are '%s'. Please see https://aka.ms/arm-pass-parameter-values for"
                            + " usage details.",
                    String.join(", ", unknown),
                    String.join(", ", template.parameters().keySet()));
        }
    }

    private JsonNode value(String name) {
        ParameterDeclaration declaration = template.parameter(name);
        return declaration == null ? null : resolve(declaration);
    }

    private JsonNode resolve(ParameterDeclaration declaration) {
        JsonNode known = values.get(declaration.name());
        if (known != null) {
            return known;
        }
        invalidIf(
                !underWay.add(declaration.name()),
                "Circular dependency detected on template parameter '%s'.",
                declaration.name());
        JsonNode value = declaration.checked(raw(declaration), evaluation.budget());
        underWay.remove(declaration.name());
        values.put(declaration.name(), value);
        return value;
    }

    private JsonNode raw(ParameterDeclaration declaration) {
        JsonNode entry = Values.member(given, declaration.name());
        if (entry != null) {
            JsonNode value = value(declaration, entry);
            if (isGiven(value)) {
                return value;
            }
        }
        if (declaration.defaultValue() == null) {
            if (declaration.nullable()) {
                return NullNode.getInstance();
            }
            throw missingParameter(declaration.name());
        }
        try {
            return Evaluator.value(declaration.defaultValue(), evaluation);
        } catch (ExpressionException fault) {
            throw invalid(
                    "Unable to process the default value of template parameter '%s': %s",
                    declaration.name(), fault.getMessage());
        }
    }

    private static JsonNode value(ParameterDeclaration declaration, JsonNode entry) {
        if (!entry.isObject()) {
            throw wrongParameter(declaration.name(), "Expected an object with the property 'value'.");
        }
        notBuiltIf(
                entry.hasNonNull("reference"),
                "A parameter that is a reference to a secret of a key vault ('%s')",
                declaration.name());
        if (!entry.has("value")) {
            throw wrongParameter(declaration.name(), "Expected an object with the property 'value'.");
        }
        return entry.get("value");
    }
}
