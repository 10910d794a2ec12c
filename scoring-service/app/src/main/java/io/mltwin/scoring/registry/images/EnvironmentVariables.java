package io.mltwin.scoring.registry.images;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.container.CorsOrigins;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code environmentVariables} of an environment of model management (2020-09): what its scripts
 * find in their environment.
 */
final class EnvironmentVariables {

    private static final String MEMBER = "environment.environmentVariables";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OWN = Set.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "LANG",
            "AZUREML_MODEL_DIR",
            "AZUREML_ENTRY_SCRIPT",
            "MLTWIN_ENVIRONMENT",
            "MLTWIN_PACKAGES");

    private record Definition(Map<String, String> environmentVariables) {}

    private EnvironmentVariables() {}

    /**
     * Returns the variables, by their names.
     *
     * @param asked a request's environment; a text, or null, has none
     * @throws AzureException 400 for what is no variable, or is one of the container's own
     */
    static Map<String, String> of(JsonNode asked) {
        if (asked == null || !asked.isObject()) {
            return Map.of();
        }
        Map<String, String> given = Json.read(
                        asked, Definition.class, e -> invalid("It is not valid: " + Json.reason(e)))
                .environmentVariables();
        if (given == null) {
            return Map.of();
        }
        given.forEach(EnvironmentVariables::validate);
        try {
            CorsOrigins.of(given);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
        return new TreeMap<>(given);
    }

    private static void validate(String name, String value) {
        if (!NAME.matcher(name).matches() || value == null || value.indexOf('\0') >= 0) {
            throw invalid("The name '" + name + "' or its value is none of a variable.");
        }
        if (OWN.contains(name)) {
            throw invalid("The container sets '" + name + "' itself: leave it out.");
        }
    }

    private static AzureException invalid(String why) {
        return badRequest("InvalidEnvironment", "%s: %s", MEMBER, why);
    }
}
