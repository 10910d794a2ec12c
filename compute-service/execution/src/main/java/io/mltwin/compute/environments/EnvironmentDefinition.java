package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The definition of a registered version, which never changes.
 *
 * @param condaFile as it was given: YAML, of which JSON is a part
 * @param variables of the v1 data plane; ARM knows none
 */
record EnvironmentDefinition(
        String image,
        String condaFile,
        String osType,
        JsonNode inferenceConfig,
        boolean isAnonymous,
        Map<String, String> variables,
        String inferencingStackVersion) {

    EnvironmentDefinition {
        variables = variables == null ? Map.of() : Map.copyOf(variables);
    }
}
