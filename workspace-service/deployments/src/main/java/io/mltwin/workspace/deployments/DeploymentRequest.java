package io.mltwin.workspace.deployments;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.locationRequired;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.deployments.DeploymentErrors.invalidName;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import java.util.regex.Pattern;

/**
 * The request of a client to deploy or validate.
 *
 * @param location of a subscription's deployment, else null
 * @param parameters an object, empty for none
 */
record DeploymentRequest(String location, JsonNode tags, Mode mode, JsonNode template, JsonNode parameters) {

    static final String TYPE = "Microsoft.Resources/deployments";

    private static final Pattern NAME = Pattern.compile("[-\\w.()]{1,64}");

    /** Whether what a group holds and the template does not name is deleted. */
    enum Mode {
        INCREMENTAL("Incremental"),
        COMPLETE("Complete");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * Reads a request for the deployment of this id.
     *
     * @throws AzureException 400, or 501 for what is not built
     */
    static DeploymentRequest read(ArmResourceId id, JsonNode body) {
        if (!NAME.matcher(id.name()).matches()) {
            throw invalidName(id.name());
        }
        ArmResourceId scope = id.providerScope();
        JsonNode properties = body.path("properties");
        if (!properties.isObject()) {
            throw invalid("Required property 'properties' not found in JSON.");
        }
        for (String link : new String[] {"templateLink", "parametersLink"}) {
            notBuiltIf(properties.hasNonNull(link), "properties.%s (a linked file): send its content instead;", link);
        }
        notBuiltIf(properties.hasNonNull("onErrorDeployment"), "properties.onErrorDeployment");
        String detail = properties.path("debugSetting").path("detailLevel").asText("none");
        notBuiltIf(
                !detail.isEmpty() && !AsciiCase.equal(detail, "none"),
                "properties.debugSetting.detailLevel '%s'",
                detail);
        if (!properties.hasNonNull("template")) {
            throw invalid("Required property 'template' not found in JSON. Path 'properties'.");
        }
        return new DeploymentRequest(
                location(scope, body),
                tags(body),
                mode(scope, properties.path("mode").asText("")),
                properties.get("template"),
                parameters(properties));
    }

    private static String location(ArmResourceId scope, JsonNode body) {
        if (scope.isResourceGroup()) {
            return null;
        }
        String location = body.path("location").asText("");
        if (location.isBlank()) {
            throw locationRequired();
        }
        return Regions.require(location, TYPE);
    }

    private static Mode mode(ArmResourceId scope, String text) {
        for (Mode mode : Mode.values()) {
            if (AsciiCase.equal(mode.text, text)) {
                if (mode == Mode.COMPLETE && !scope.isResourceGroup()) {
                    throw invalid("The mode 'Complete' is only supported for deployments to a resource group.");
                }
                return mode;
            }
        }
        throw invalid("The value '" + text + "' of 'properties.mode' is not valid: it is Incremental or Complete.");
    }

    private static JsonNode parameters(JsonNode properties) {
        JsonNode parameters = properties.path("parameters");
        if (parameters.isMissingNode() || parameters.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!parameters.isObject()) {
            throw invalid("'properties.parameters' is no object.");
        }
        if (parameters.path("parameters").isObject() && parameters.has("contentVersion")) {
            return parameters.get("parameters");
        }
        return parameters;
    }

    private static JsonNode tags(JsonNode body) {
        JsonNode tags = body.path("tags");
        if (tags.isMissingNode() || tags.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!tags.isObject()) {
            throw invalid("'tags' is no object.");
        }
        return tags;
    }

    private static AzureException invalid(String why) {
        return invalidRequestContent("The request content was invalid and could not be deserialized: '%s'.", why);
    }
}
