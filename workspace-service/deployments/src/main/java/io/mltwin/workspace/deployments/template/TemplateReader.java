package io.mltwin.workspace.deployments.template;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.deployments.template.TemplateErrors.missingMember;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unknownMember;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unreadable;
import static io.mltwin.workspace.deployments.template.TemplateErrors.unreadableIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.UserFunctions;
import io.mltwin.workspace.deployments.expressions.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the form of a template, of Azure's own shape or as Bicep makes it, and refuses others. */
public final class TemplateReader {

    private static final Pattern SCHEMA = AsciiCase.pattern(
            "https?://schema\\.management\\.azure\\.com/schemas/\\d{4}-\\d{2}-\\d{2}(?:-preview)?/(\\w+)\\.json#?");
    private static final Pattern CONTENT_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Set<String> MEMBERS = Set.of(
            "$schema",
            "contentVersion",
            "apiProfile",
            "languageVersion",
            "metadata",
            "parameters",
            "variables",
            "functions",
            "resources",
            "outputs");
    private static final Set<String> NOT_BUILT = Set.of("definitions", "imports", "extensions", "apiProfile");

    private TemplateReader() {}

    /**
     * Reads a template.
     *
     * @throws AzureException 400 {@code InvalidTemplate} for what is none, 501 for what is not
     *     built
     */
    public static Template read(JsonNode source) {
        unreadableIf(!source.isObject(), "The template is no JSON object.");
        source.fieldNames().forEachRemaining(TemplateReader::checkMember);
        boolean ofSubscription = ofSubscription(text(source, "$schema"));
        if (!CONTENT_VERSION.matcher(text(source, "contentVersion")).matches()) {
            throw unreadable(
                    "The content version '%s' is not valid: it has the form 1.0.0.0.",
                    source.path("contentVersion").asText());
        }
        Template template = new Template(
                source,
                ofSubscription,
                parameters(objectOrNone(source, "parameters")),
                objectOrNone(source, "variables"),
                functions(source.path("functions")),
                resources(source),
                objectOrNone(source, "outputs"));
        TemplateErrors.requireFew("parameters", template.parameters().size(), 256);
        TemplateErrors.requireFew("variables", template.variables().size(), 512);
        TemplateErrors.requireFew("outputs", template.outputs().size(), 64);
        TemplateValidator.check(template);
        return template;
    }

    /** Types of the declared parameters of a template that was read before. */
    public static Map<String, ParameterType> parameterTypes(JsonNode source) {
        Map<String, ParameterType> types = new LinkedHashMap<>();
        parameters(objectOrNone(source, "parameters")).forEach((name, declared) -> types.put(name, declared.type()));
        return types;
    }

    private static void checkMember(String name) {
        notBuiltIf(NOT_BUILT.contains(name), "The member '%s' of templates", name);
        if (!MEMBERS.contains(name)) {
            throw unknownMember(name, "Template");
        }
    }

    private static String text(JsonNode source, String member) {
        if (!source.path(member).isTextual()) {
            throw missingMember(member, "");
        }
        return source.path(member).asText();
    }

    private static boolean ofSubscription(String schema) {
        Matcher matcher = SCHEMA.matcher(schema);
        String kind = matcher.matches() ? AsciiCase.lower(matcher.group(1)) : "";
        return switch (kind) {
            case "deploymenttemplate" -> false;
            case "subscriptiondeploymenttemplate" -> true;
            case "tenantdeploymenttemplate", "managementgroupdeploymenttemplate" ->
                throw notBuilt("A template of schema '%s'", schema);
            default -> throw unreadable("The template schema '%s' is not supported.", schema);
        };
    }

    private static JsonNode objectOrNone(JsonNode source, String member) {
        JsonNode found = source.path(member);
        if (found.isMissingNode() || found.isNull()) {
            return Values.JSON.objectNode();
        }
        unreadableIf(!found.isObject(), "The value of '%s' is no object.", member);
        return found;
    }

    private static Map<String, ParameterDeclaration> parameters(JsonNode source) {
        Map<String, ParameterDeclaration> declared = new LinkedHashMap<>();
        source.properties()
                .forEach(field ->
                        declared.put(field.getKey(), ParameterDeclaration.read(field.getKey(), field.getValue())));
        return declared;
    }

    private static UserFunctions functions(JsonNode source) {
        Map<String, UserFunctions.Definition> functions = new LinkedHashMap<>();
        for (JsonNode space : source) {
            String namespace = space.path("namespace").asText("");
            for (Map.Entry<String, JsonNode> member : space.path("members").properties()) {
                List<String> parameters = new ArrayList<>();
                member.getValue()
                        .path("parameters")
                        .forEach(parameter ->
                                parameters.add(parameter.path("name").asText()));
                JsonNode output = member.getValue().path("output").path("value");
                unreadableIf(
                        namespace.isEmpty() || output.isMissingNode(),
                        "The user-defined function '%s' needs a namespace and an output with a value.",
                        member.getKey());
                functions.put(
                        AsciiCase.lower(namespace + "." + member.getKey()),
                        new UserFunctions.Definition(parameters, output));
            }
        }
        return new UserFunctions(functions);
    }

    private static List<Template.Item> resources(JsonNode source) {
        JsonNode resources = source.path("resources");
        List<Template.Item> items = new ArrayList<>();
        boolean symbolic = source.path("languageVersion").asText("1.0").startsWith("2.");
        if (resources.isMissingNode()) {
            throw missingMember("resources", "");
        }
        if (resources.isObject() && symbolic) {
            resources.properties().forEach(field -> items.add(new Template.Item(field.getKey(), field.getValue())));
        } else if (resources.isArray()) {
            resources.forEach(resource -> items.add(new Template.Item(null, resource)));
        } else {
            throw unreadable("The value of 'resources' is no array; an object needs languageVersion 2.0.");
        }
        return items;
    }
}
