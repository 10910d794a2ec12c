package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.environments.EnvironmentVersionBody.Properties;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionReader;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates environments that users register. */
final class EnvironmentValidator {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

    /** Prefixes of Microsoft's own names. */
    private static final List<String> RESERVED = List.of("AzureML", "Microsoft");

    private EnvironmentValidator() {}

    /** Validates the name of an environment. */
    static void validateName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw EnvironmentErrors.invalid(
                    "name",
                    "The name '"
                            + name
                            + "' is not valid: it has 1 to 255 letters, digits, dots, hyphens and"
                            + " underscores, and begins with a letter or digit.");
        }
        if (RESERVED.stream().anyMatch(prefix -> AsciiCase.startsWith(name, prefix))) {
            throw EnvironmentErrors.invalid(
                    "name",
                    "The name '"
                            + name
                            + "' is reserved for curated environments: names that begin with"
                            + " AzureML or Microsoft cannot be registered.");
        }
    }

    /** Validates a version that ARM registers. */
    static void validate(String name, String version, EnvironmentVersionBody body) {
        validateName(name);
        validateVersion(version);
        Properties properties = body.properties();
        if (properties == null) {
            throw EnvironmentErrors.invalid("properties", "The request content needs properties.");
        }
        if (isGiven(properties.build())) {
            throw EnvironmentDefinitionReader.buildNotBuilt("properties.build");
        }
        if (properties.image() == null || properties.image().isBlank()) {
            throw EnvironmentErrors.invalid("properties.image", "An environment needs an image or a build context.");
        }
        validateTexts("properties.tags", properties.tags());
        validateTexts("properties.properties", properties.properties());
        validateSystem(properties.osType());
        validateRebuild(properties.autoRebuild());
        if (isGiven(properties.inferenceConfig())
                && !properties.inferenceConfig().isObject()) {
            throw EnvironmentErrors.invalid("properties.inferenceConfig", "inferenceConfig must be an object.");
        }
        EnvironmentDefinitionReader.read("properties", properties.image(), properties.condaFile());
    }

    /** Validates an environment that ARM makes without a version. */
    static void validate(String name, EnvironmentContainerBody body) {
        validateName(name);
        if (body.properties() == null) {
            throw EnvironmentErrors.invalid("properties", "The request content needs properties.");
        }
        validateTexts("properties.tags", body.properties().tags());
        validateTexts("properties.properties", body.properties().properties());
    }

    /** Validates a definition of the v1 data plane. */
    static void validate(String name, EnvironmentDefinitionBody definition) {
        validateName(name);
        if (definition == null) {
            throw EnvironmentErrors.invalid(null, "The request content must be an environment.");
        }
        if (definition.name() != null && !AsciiCase.equal(definition.name(), name)) {
            throw EnvironmentErrors.invalid("name", "The name differs from the one in the path.");
        }
        Map<String, String> variables = definition.environmentVariables();
        if (variables != null) {
            variables.forEach((variable, value) -> {
                if (!EnvironmentDefinitionReader.isVariable(variable, value)) {
                    throw EnvironmentErrors.invalid(
                            "environmentVariables", "The environment variable '" + variable + "' is not valid.");
                }
            });
        }
        EnvironmentDefinitionReader.read("environment", definition);
    }

    static void validateVersion(String version) {
        if (!NAME.matcher(version).matches()) {
            throw EnvironmentErrors.invalid("version", "The version '" + version + "' is not valid.");
        }
    }

    private static void validateTexts(String target, Map<String, String> texts) {
        if (texts != null && texts.containsValue(null)) {
            throw EnvironmentErrors.invalid(target, "The values of " + target + " must be texts.");
        }
    }

    private static void validateSystem(String osType) {
        if (osType == null || AsciiCase.equal(osType, "Linux")) {
            return;
        }
        if (AsciiCase.equal(osType, "Windows")) {
            throw AzureException.settingNotBuilt(
                    "properties.osType", "nodes run Linux", "Leave it out, or give Linux.");
        }
        throw EnvironmentErrors.invalid("properties.osType", "osType is Linux or Windows, not '" + osType + "'.");
    }

    private static void validateRebuild(String autoRebuild) {
        if (autoRebuild == null || AsciiCase.equal(autoRebuild, "Disabled")) {
            return;
        }
        if (AsciiCase.equal(autoRebuild, "OnBaseImageUpdate")) {
            throw AzureException.settingNotBuilt(
                    "properties.autoRebuild",
                    "no base image is pulled, so none is updated",
                    "Leave it out, or give Disabled.");
        }
        throw EnvironmentErrors.invalid("properties.autoRebuild", "autoRebuild is Disabled or OnBaseImageUpdate.");
    }

    private static boolean isGiven(JsonNode node) {
        return node != null && !node.isNull();
    }
}
