package io.mltwin.compute.assets;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code componentSpec} of a command: Azure ML's schema commandComponent. */
final class ComponentValidator {

    private static final Set<String> LITERALS = Set.of("string", "integer", "number", "boolean");
    private static final Set<String> DATA =
            Set.of("uri_file", "uri_folder", "mltable", "custom_model", "mlflow_model", "triton_model");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\{\\s*(inputs|outputs)\\.([A-Za-z0-9_]+)\\s*}}");

    private static final String ANONYMOUS = "azureml_anonymous";

    private ComponentValidator() {}

    static void validate(ArmResourceId id, JsonNode spec) {
        if (spec == null || !spec.isObject()) {
            throw invalid("componentSpec", "is required.");
        }
        String type = spec.path("type").asText("command");
        notBuiltIf(!AsciiCase.equal(type, "command"), "A component of the type '%s'", type);
        requireText(spec, "command");
        requireText(spec, "environment");
        if (!isAnonymous(id, spec)) {
            requireSame(spec, "name", id.parent().name());
            requireSame(spec, "version", id.name());
        }
        requirePorts(spec, "inputs", true);
        requirePorts(spec, "outputs", false);
        Matcher references = REFERENCE.matcher(spec.path("command").asText());
        while (references.find()) {
            if (!spec.path(references.group(1)).has(references.group(2))) {
                throw invalid(
                        "componentSpec.command",
                        "names '" + references.group() + "', which the component does not have.");
            }
        }
    }

    private static void requireText(JsonNode spec, String field) {
        JsonNode value = spec.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw invalid("componentSpec." + field, "is required.");
        }
    }

    /**
     * An anonymous component is named by its hash, which its text need not repeat; a step that was
     * given a name keeps it there.
     */
    private static boolean isAnonymous(ArmResourceId id, JsonNode spec) {
        return AsciiCase.equal(ANONYMOUS, id.parent().name())
                || spec.path("name").asText(ANONYMOUS).equals(ANONYMOUS);
    }

    private static void requireSame(JsonNode spec, String field, String ofId) {
        String given = spec.path(field).asText(null);
        if (given != null && !AsciiCase.equal(given, ofId)) {
            throw invalid("componentSpec." + field, "is not the " + field + " of the id.");
        }
    }

    private static void requirePorts(JsonNode spec, String field, boolean isInput) {
        JsonNode ports = spec.path(field);
        if (ports.isMissingNode() || ports.isNull()) {
            return;
        }
        if (!ports.isObject()) {
            throw invalid("componentSpec." + field, "must be an object.");
        }
        ports.properties().forEach(port -> {
            String where = "componentSpec." + field + "." + port.getKey();
            String type = port.getValue().path("type").asText("");
            if (!NAME.matcher(port.getKey()).matches()) {
                throw invalid(where, "has a name that is none.");
            }
            if (!DATA.contains(type) && !(isInput && LITERALS.contains(type))) {
                throw invalid(where, "has the unknown type '" + type + "'.");
            }
        });
    }

    private static AzureException invalid(String field, String why) {
        String target = "properties." + field;
        return UserErrors.invalid(target, "%s %s", target, why);
    }
}
