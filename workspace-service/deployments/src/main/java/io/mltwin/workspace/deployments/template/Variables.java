package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.expressions.Values;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The variables of a template, each evaluated once, when it is asked for. */
final class Variables {

    private final JsonNode declared;
    private final Evaluation outside;
    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();

    /**
     * @param outside with the parameters and facts of the deployment
     */
    Variables(JsonNode declared, Evaluation outside) {
        this.declared = declared;
        this.outside = outside;
    }

    /** Returns the context of everything else in the template. */
    Evaluation evaluation(ExpressionLocation place) {
        return outside.seeing(place, outside.parameters(), this::value);
    }

    /** A variable by its name in any case, or null. */
    JsonNode value(String name) {
        String key = AsciiCase.lower(name);
        JsonNode known = values.get(key);
        if (known != null) {
            return known;
        }
        JsonNode loop = loop(name);
        JsonNode source = AsciiCase.equal(name, "copy") ? null : Values.member(declared, name);
        if (loop == null && source == null) {
            return null;
        }
        if (!underWay.add(key)) {
            throw new ExpressionException("Circular dependency detected on template variable '" + name + "'.");
        }
        Evaluation evaluation = evaluation(ExpressionLocation.VARIABLE);
        JsonNode value = loop != null ? Evaluator.loop(loop, evaluation) : Evaluator.value(source, evaluation);
        underWay.remove(key);
        values.put(key, value);
        return value;
    }

    private JsonNode loop(String name) {
        for (JsonNode loop : declared.path("copy")) {
            if (AsciiCase.equal(loop.path("name").asText(), name)) {
                return loop;
            }
        }
        return null;
    }

    /**
     * All of them, by name.
     *
     * @throws io.mltwin.armweb.AzureException 400 when one cannot be evaluated
     */
    Map<String, JsonNode> all() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        declared.fieldNames().forEachRemaining(name -> put(all, name));
        declared.path("copy").forEach(loop -> put(all, loop.path("name").asText()));
        return all;
    }

    private void put(Map<String, JsonNode> all, String name) {
        if (AsciiCase.equal(name, "copy")) {
            return;
        }
        try {
            all.put(name, value(name));
        } catch (ExpressionException fault) {
            throw invalid("The template variable '%s' is not valid: %s", name, fault.getMessage());
        }
    }
}
