package io.mltwin.workspace.deployments.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.ExpressionLocation;
import io.mltwin.workspace.deployments.expressions.ExpressionValidator;
import io.mltwin.workspace.deployments.expressions.UserFunctions;
import io.mltwin.workspace.expressions.ExpressionException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Validates a template without its values: every expression is read and its names looked up. */
final class TemplateValidator {

    private static final Set<String> HEAD = Set.of(
            "type", "apiVersion", "name", "condition", "dependsOn", "copy", "scope", "resourceGroup", "subscriptionId");

    private final ExpressionValidator expressions;

    private TemplateValidator(ExpressionValidator expressions) {
        this.expressions = expressions;
    }

    static void check(Template template) {
        Set<String> parameters = new LinkedHashSet<>();
        template.parameters().keySet().forEach(name -> parameters.add(lower(name)));
        Set<String> variables = new LinkedHashSet<>();
        template.variables().fieldNames().forEachRemaining(name -> variables.add(lower(name)));
        for (JsonNode loop : template.variables().path("copy")) {
            variables.add(lower(loop.path("name").asText()));
        }
        template.functions().definitions().forEach(TemplateValidator::function);
        new TemplateValidator(new ExpressionValidator(parameters, variables, template.functions())).all(template);
    }

    /** A function sees its own parameters alone. */
    private static void function(String name, UserFunctions.Definition function) {
        Set<String> parameters = new LinkedHashSet<>();
        function.parameters().forEach(parameter -> parameters.add(lower(parameter)));
        new TemplateValidator(new ExpressionValidator(parameters, Set.of(), UserFunctions.NONE))
                .check(name, function.output(), ExpressionLocation.USER_FUNCTION);
    }

    private static String lower(String name) {
        return AsciiCase.lower(name);
    }

    private void all(Template template) {
        for (ParameterDeclaration declared : template.parameters().values()) {
            if (declared.defaultValue() != null) {
                check("parameters." + declared.name(), declared.defaultValue(), ExpressionLocation.PARAMETER_DEFAULT);
            }
        }
        template.variables()
                .properties()
                .forEach(field -> check("variables." + field.getKey(), field.getValue(), ExpressionLocation.VARIABLE));
        template.resources().forEach(item -> resource(item.source()));
        for (Map.Entry<String, JsonNode> output : template.outputs().properties()) {
            output(output.getKey(), output.getValue());
        }
    }

    private void output(String name, JsonNode output) {
        if (!output.isObject()) {
            throw TemplateErrors.unreadable("The template output '" + name + "' is no object.");
        }
        String type = output.path("type").asText("");
        if (ParameterType.of(type).isEmpty()) {
            throw TemplateErrors.unreadable(
                    "The type '" + type + "' of the template output '" + name + "' is not valid.");
        }
        if (!output.has("value") && !output.has("copy")) {
            throw TemplateErrors.missingMember("value", "outputs." + name);
        }
        check("outputs." + name, output, ExpressionLocation.OUTPUT);
    }

    private void resource(JsonNode resource) {
        if (!resource.isObject()) {
            throw TemplateErrors.unreadable("A resource of the template is no object.");
        }
        for (String member : new String[] {"type", "name", "apiVersion"}) {
            boolean isNamed = member.equals("name");
            if (!resource.path(member).isTextual()
                    || resource.path(member).asText().isBlank()) {
                throw TemplateErrors.missingMember(member, isNamed ? "resources" : "resources." + name(resource));
            }
        }
        checkForm(resource);
        boolean nested = NestedDeployments.isDeployment(resource);
        if (nested) {
            NestedDeployments.checkForm(resource);
        }
        for (Map.Entry<String, JsonNode> field : resource.properties()) {
            if (field.getKey().equals("resources")) {
                field.getValue().forEach(this::resource);
            } else if (nested && field.getKey().equals("properties")) {
                nested(resource, field.getValue());
            } else {
                ExpressionLocation place = HEAD.contains(field.getKey())
                        ? ExpressionLocation.RESOURCE_HEAD
                        : ExpressionLocation.RESOURCE_BODY;
                check(name(resource), field.getValue(), place);
            }
        }
    }

    private static void checkForm(JsonNode resource) {
        String name = name(resource);
        JsonNode dependsOn = resource.path("dependsOn");
        if (resource.has("dependsOn") && !dependsOn.isArray()) {
            throw TemplateErrors.unreadable("'dependsOn' of resource '" + name + "' is no array.");
        }
        for (JsonNode each : dependsOn) {
            if (!each.isTextual()) {
                throw TemplateErrors.unreadable(
                        "'dependsOn' of resource '" + name + "' holds something that is no text.");
            }
        }
        if (resource.has("resources") && !resource.path("resources").isArray()) {
            throw TemplateErrors.unreadable("'resources' of resource '" + name + "' is no array.");
        }
        JsonNode copy = resource.path("copy");
        if (resource.has("copy") && (!copy.path("name").isTextual() || !copy.has("count"))) {
            throw TemplateErrors.unreadable("'copy' of resource '" + name + "' needs a name and a count.");
        }
        String mode = copy.path("mode").asText("parallel");
        if (!AsciiCase.equal(mode, "parallel") && !AsciiCase.equal(mode, "serial")) {
            throw TemplateErrors.unreadable("The copy mode '" + mode + "' of resource '" + name + "' is not valid.");
        }
    }

    /** Of a nested deployment only what its template is not. */
    private void nested(JsonNode resource, JsonNode properties) {
        for (Map.Entry<String, JsonNode> field : properties.properties()) {
            if (!field.getKey().equals("template")) {
                check(name(resource), field.getValue(), ExpressionLocation.RESOURCE_BODY);
            }
        }
        if (NestedDeployments.isInner(resource)) {
            TemplateReader.read(properties.path("template"));
        } else {
            check(name(resource), properties.path("template").path("resources"), ExpressionLocation.RESOURCE_BODY);
        }
    }

    private static String name(JsonNode resource) {
        return resource.path("name").asText("");
    }

    private void check(String what, JsonNode part, ExpressionLocation place) {
        try {
            expressions.check(part, place);
        } catch (ExpressionException fault) {
            throw fault(what, fault);
        }
    }

    private static AzureException fault(String what, ExpressionException fault) {
        return TemplateErrors.inResource(what, fault.getMessage());
    }
}
