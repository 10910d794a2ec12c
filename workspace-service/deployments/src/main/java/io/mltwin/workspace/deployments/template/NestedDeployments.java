package io.mltwin.workspace.deployments.template;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.workspace.deployments.template.TemplateErrors.missingMember;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;
import io.mltwin.workspace.deployments.expressions.Values;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Nested deployments in a template. With the scope of its expressions outside (Azure's default) the
 * inner template gets parameters and variables of the outer one instead of its own, and sees the
 * outer resource group and subscription; so it is sent as a template that stands on its own.
 */
final class NestedDeployments {

    private static final String TYPE = "Microsoft.Resources/deployments";
    private static final String OUTSIDE = "$outside";
    private static final Pattern SCOPE_CALLS =
            AsciiCase.pattern("'(?:[^']|'')*+'|\\b(resourceGroup|subscription)\\s*\\(\\s*\\)");

    private NestedDeployments() {}

    static boolean isDeployment(JsonNode resource) {
        return AsciiCase.equal(resource.path("type").asText(), TYPE);
    }

    static boolean isInner(JsonNode resource) {
        return AsciiCase.equal(
                resource.path("properties")
                        .path("expressionEvaluationOptions")
                        .path("scope")
                        .asText("outer"),
                "inner");
    }

    static void checkForm(JsonNode resource) {
        JsonNode properties = resource.path("properties");
        if (properties.hasNonNull("templateLink") || properties.hasNonNull("parametersLink")) {
            throw notBuilt(
                    "A linked template or parameter file (nested deployment '%s'): give the template itself",
                    resource.path("name").asText());
        }
        if (!properties.path("template").isObject()) {
            throw missingMember("template", "resources." + resource.path("name").asText() + ".properties");
        }
    }

    /** {@code properties} of the nested deployment, as they are sent. */
    static JsonNode properties(JsonNode resource, Template outer, Evaluation evaluation, boolean sameScope) {
        JsonNode given = resource.path("properties");
        ObjectNode properties = Values.JSON.objectNode();
        if (given.has("mode")) {
            properties.set("mode", Evaluator.value(given.path("mode"), evaluation));
        }
        if (isInner(resource)) {
            properties.set("template", given.path("template"));
            if (given.has("parameters")) {
                properties.set("parameters", Evaluator.value(given.path("parameters"), evaluation));
            }
            return properties;
        }
        Values.written(given.path("template"), evaluation.budget());
        ObjectNode template = ((ObjectNode) given.path("template")).deepCopy();
        ObjectNode declarations = template.putObject("parameters");
        ObjectNode values = properties.putObject("parameters");
        for (ParameterDeclaration declared : outer.parameters().values()) {
            declarations.putObject(declared.name()).put("type", declared.type().wireName());
            values.putObject(declared.name())
                    .set("value", evaluation.parameters().apply(declared.name()));
        }
        ObjectNode variables = template.putObject("variables");
        new Variables(outer.variables(), evaluation)
                .all()
                .forEach((name, value) -> variables.set(name, escaped(Values.written(value, evaluation.budget()))));
        if (outer.source().has("functions")) {
            template.set("functions", outer.source().get("functions"));
        }
        if (!sameScope) {
            ObjectNode outside = variables.putObject(OUTSIDE);
            if (evaluation.context().scope().resourceGroup() != null) {
                outside.set(
                        "resourceGroup",
                        escaped(evaluation.context().resourceGroup().get()));
            }
            outside.set(
                    "subscription", escaped(evaluation.context().subscription().get()));
            template.set("resources", seenFromOutside(template.path("resources")));
        }
        properties.set("template", template);
        return properties;
    }

    /** Values are texts, not expressions, whatever they begin with. */
    private static JsonNode escaped(JsonNode value) {
        if (value.isTextual() && value.asText().startsWith("[")) {
            return TextNode.valueOf("[" + value.asText());
        }
        return mapped(value, NestedDeployments::escaped);
    }

    private static JsonNode seenFromOutside(JsonNode value) {
        if (value.isTextual() && value.asText().startsWith("[")) {
            Matcher call = SCOPE_CALLS.matcher(value.asText());
            return TextNode.valueOf(call.replaceAll(found -> Matcher.quoteReplacement(
                    found.group(1) == null ? found.group() : "variables('" + OUTSIDE + "')." + found.group(1))));
        }
        return mapped(value, NestedDeployments::seenFromOutside);
    }

    private static JsonNode mapped(JsonNode value, java.util.function.UnaryOperator<JsonNode> each) {
        if (value.isArray()) {
            ArrayNode array = Values.JSON.arrayNode();
            value.forEach(element -> array.add(each.apply(element)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = Values.JSON.objectNode();
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                object.set(field.getKey(), each.apply(field.getValue()));
            }
            return object;
        }
        return value;
    }
}
