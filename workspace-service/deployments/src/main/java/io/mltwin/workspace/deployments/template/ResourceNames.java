package io.mltwin.workspace.deployments.template;

import static io.mltwin.workspace.deployments.template.TemplateErrors.invalid;
import static io.mltwin.workspace.deployments.template.TemplateErrors.wrongSegments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.deployments.expressions.Evaluation;
import io.mltwin.workspace.deployments.expressions.Evaluator;

/** Ids of a template's resources, from type, name and scope. */
final class ResourceNames {

    private static final String GROUPS = "Microsoft.Resources/resourceGroups";
    private static final String GROUPS_IN_FULL = "Microsoft.Resources/subscriptions/resourceGroups";

    private ResourceNames() {}

    static ArmResourceId id(JsonNode resource, String type, String name, Evaluation evaluation) {
        ArmResourceId deployment = evaluation.context().scope();
        if (AsciiCase.equal(type, GROUPS) || AsciiCase.equal(type, GROUPS_IN_FULL)) {
            requireName(type, name);
            return ArmResourceId.subscription(deployment.subscriptionId()).resourceGroup(name);
        }
        String base = scope(resource, deployment, evaluation);
        String text = (base.equals("/") ? "" : base) + "/providers/" + joined(type, name);
        return parse(text, type, name);
    }

    private static ArmResourceId parse(String text, String type, String name) {
        try {
            return ArmResourceId.parse(encoded(text));
        } catch (AzureException malformed) {
            throw invalid(
                    "The template resource '%s' of type '%s' has no valid resource id: %s",
                    name, type, malformed.getMessage());
        }
    }

    /** So that a percent sign in a name stays one. */
    private static String encoded(String id) {
        return id.replace("%", "%25");
    }

    private static String scope(JsonNode resource, ArmResourceId deployment, Evaluation evaluation) {
        if (resource.has("scope")) {
            String scope = text(resource, "scope", evaluation);
            return scope.startsWith("/") ? scope : deployment + "/providers/" + scope;
        }
        ArmResourceId base = deployment;
        if (NestedDeployments.isDeployment(resource)) {
            if (resource.hasNonNull("subscriptionId")) {
                base = ArmResourceId.subscription(text(resource, "subscriptionId", evaluation));
            }
            if (resource.hasNonNull("resourceGroup")) {
                base = ArmResourceId.subscription(base.subscriptionId())
                        .resourceGroup(text(resource, "resourceGroup", evaluation));
            }
        }
        return base.toString();
    }

    static String text(JsonNode resource, String member, Evaluation evaluation) {
        JsonNode value = Evaluator.value(resource.path(member), evaluation);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw invalid(
                    "The template resource '%s' has an invalid value for '%s': a text was expected. Please see"
                            + " https://aka.ms/arm-syntax-resources for usage details.",
                    resource.path("name").asText(), member);
        }
        return value.asText();
    }

    /** {@code Microsoft.Storage/storageAccounts/blobServices} and {@code a/default} in one. */
    private static String joined(String type, String name) {
        String[] types = type.split("/", -1);
        String[] names = requireName(type, name);
        StringBuilder text = new StringBuilder(types[0]);
        for (int i = 0; i < names.length; i++) {
            text.append('/').append(types[i + 1]).append('/').append(names[i]);
        }
        return text.toString();
    }

    private static String[] requireName(String type, String name) {
        String[] names = name.split("/", -1);
        int wanted = AsciiCase.equal(type, GROUPS_IN_FULL) ? 1 : type.split("/", -1).length - 1;
        if (wanted < 1 || names.length != wanted) {
            throw wrongSegments(type, name);
        }
        for (String segment : names) {
            if (segment.isBlank()) {
                throw wrongSegments(type, name);
            }
        }
        return names;
    }
}
