package io.mltwin.compute.environments;

import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.environments.EnvironmentVersionBody.Properties;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionReader;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates environments that users register. */
final class EnvironmentValidator {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

    /** Prefixes of Microsoft's own names. */
    private static final List<String> RESERVED = List.of("AzureML", "Microsoft");

    private static final Rules<EnvironmentVersionBody> VERSION = Rules.of(
                    EnvironmentVersionBody.class, "", UserErrors::invalid)
            .required("The request content needs properties.", "properties")
            .part("properties.build", build -> {
                throw EnvironmentDefinitionReader.buildNotBuilt("properties.build");
            })
            .required("An environment needs an image or a build context.", "properties.image")
            .and(body ->
                    validateTexts(body.properties().tags(), body.properties().properties()))
            .settingNotBuiltFor("properties.osType", "nodes run Linux", "Leave it out, or give Linux.", "Windows")
            .oneOf(List.of("Linux"), "osType is Linux or Windows, not '%s'.", "properties.osType")
            .settingNotBuiltFor(
                    "properties.autoRebuild",
                    "no base image is pulled, so none is updated",
                    "Leave it out, or give Disabled.",
                    "OnBaseImageUpdate")
            .oneOf(List.of("Disabled"), "autoRebuild is Disabled or OnBaseImageUpdate.", "properties.autoRebuild")
            .part(
                    "properties.inferenceConfig",
                    (JsonNode config) -> invalidIf(
                            !config.isObject(), "properties.inferenceConfig", "inferenceConfig must be an object."));

    private EnvironmentValidator() {}

    /** Validates the name of an environment. */
    static void validateName(String name) {
        invalidIf(
                !NAME.matcher(name).matches(),
                "name",
                "The name '%s' is not valid: it has 1 to 255 letters, digits, dots, hyphens and underscores, and"
                        + " begins with a letter or digit.",
                name);
        invalidIf(
                RESERVED.stream().anyMatch(prefix -> AsciiCase.startsWith(name, prefix)),
                "name",
                "The name '%s' is reserved for curated environments: names that begin with AzureML or Microsoft"
                        + " cannot be registered.",
                name);
    }

    /** Validates a version that ARM registers. */
    static void validate(String name, String version, EnvironmentVersionBody body) {
        validateName(name);
        validateVersion(version);
        VERSION.check(body);
        Properties properties = body.properties();
        EnvironmentDefinitionReader.read("properties", properties.image(), properties.condaFile());
    }

    /** Validates an environment that ARM makes without a version. */
    static void validate(String name, EnvironmentContainerBody body) {
        validateName(name);
        invalidIf(body.properties() == null, "properties", "The request content needs properties.");
        validateTexts(body.properties().tags(), body.properties().properties());
    }

    /** Validates a definition of the v1 data plane. */
    static void validate(String name, EnvironmentDefinitionBody definition) {
        validateName(name);
        invalidIf(definition == null, null, "The request content must be an environment.");
        invalidIf(
                definition.name() != null && !AsciiCase.equal(definition.name(), name),
                "name",
                "The name differs from the one in the path.");
        Map<String, String> variables = definition.environmentVariables();
        if (variables != null) {
            variables.forEach((variable, value) -> {
                invalidIf(
                        !EnvironmentDefinitionReader.isVariable(variable, value),
                        "environmentVariables",
                        "The environment variable '%s' is not valid.",
                        variable);
            });
        }
        EnvironmentDefinitionReader.read("environment", definition);
    }

    static void validateVersion(String version) {
        invalidIf(!NAME.matcher(version).matches(), "version", "The version '%s' is not valid.", version);
    }

    private static void validateTexts(Map<String, String> tags, Map<String, String> properties) {
        validateTexts("properties.tags", tags);
        validateTexts("properties.properties", properties);
    }

    private static void validateTexts(String target, Map<String, String> texts) {
        invalidIf(texts != null && texts.containsValue(null), target, "The values of %s must be texts.", target);
    }
}
