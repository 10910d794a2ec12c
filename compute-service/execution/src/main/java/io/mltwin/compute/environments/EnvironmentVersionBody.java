package io.mltwin.compute.environments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** {@code EnvironmentVersion} as a client PUTs it (2022-05-01 to 2024-04-01). */
record EnvironmentVersionBody(Properties properties) {

    /** {@code EnvironmentVersionProperties}; the types that only answers have are not read. */
    record Properties(
            String description,
            Map<String, String> tags,
            Map<String, String> properties,
            Boolean isAnonymous,
            Boolean isArchived,
            String image,
            String condaFile,
            JsonNode build,
            String osType,
            String autoRebuild,
            String stage,
            JsonNode inferenceConfig) {}
}
