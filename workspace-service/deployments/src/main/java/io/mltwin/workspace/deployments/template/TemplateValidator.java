package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.inResource;
import static io.mltwin.workspace.deployments.template.TemplateErrors.missingMember;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unreadableIf;

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
        unreadableIf(!output.isObject(), "The template output '%s' is no object.", name);
        String type = output.path("type").asText("");
        unreadableIf(
                ParameterType.of(type).isEmpty(),
                "The type '%s' of the template output '%s' is not valid.",
                type,
                name);
        if (!output.has("value") && !output.has("copy")) {
            throw missingMember("value", "outputs." + name);
        }
        check("outputs." + name, output, ExpressionLocation.OUTPUT);
    }

    private void resource(JsonNode resource) {
        unreadableIf(!resource.isObject(), "A resource of the template is no object.");
        for (String member : new String[] {"type", "name", "apiVersion"}) {
            boolean isNamed = member.equals("name");
            if (!resource.path(member).isTextual()
                    || resource.path(member).asText().isBlank()) {
                throw missingMember(member, isNamed ? "resources" : "resources." + name(resource));
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
        unreadableIf(
                resource.has("dependsOn") && !dependsOn.isArray(), "'dependsOn' of resource '%s' is no array.", name);
        for (JsonNode each : dependsOn) {
            unreadableIf(!each.isTextual(), "'dependsOn' of resource '%s' holds something that is no text.", name);
        }
        unreadableIf(
                resource.has("resources") && !resource.path("resources").isArray(),
                "'resources' of resource '%s' is no array.",
                name);
        JsonNode copy = resource.path("copy");
        unreadableIf(
                resource.has("copy") && (!copy.path("name").isTextual() || !copy.has("count")),
                "'copy' of resource '%s' needs a name and a count.",
                name);
        String mode = copy.path("mode").asText("parallel");
        unreadableIf(
                !AsciiCase.equal(mode, "parallel") && !AsciiCase.equal(mode, "serial"),
                "The copy mode '%s' of resource '%s' is not valid.",
                mode,
                name);
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
        return inResource(what, fault.getMessage());
    }
}
