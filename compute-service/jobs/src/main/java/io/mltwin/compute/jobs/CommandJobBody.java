package io.mltwin.compute.jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code CommandJob} (2022-10-01 to 2025-01-01-preview): what is read of a job's properties. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CommandJobBody(
        String jobType,
        String command,
        String codeId,
        String environmentId,
        String computeId,
        String experimentName,
        String displayName,
        String description,
        Boolean isArchived,
        Map<String, String> environmentVariables,
        Map<String, Input> inputs,
        Map<String, Output> outputs,
        Map<String, String> tags,
        Map<String, String> properties,
        JsonNode distribution,
        JsonNode identity,
        QueueSettings queueSettings,
        Limits limits,
        Resources resources) {

    /** {@code JobInput}; a literal has a value, every other kind a URI. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(String jobInputType, String value, String uri, String mode, String pathOnCompute) {}

    /** {@code JobOutput}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Output(
            String jobOutputType,
            String uri,
            String mode,
            String assetName,
            String assetVersion,
            String pathOnCompute,
            JsonNode autoDeleteSetting) {}

    /** {@code CommandJobLimits}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Limits(String timeout) {}

    /** {@code JobResourceConfiguration}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Resources(
            Integer instanceCount,
            String instanceType,
            String dockerArgs,
            List<String> locations,
            Map<String, JsonNode> properties) {}

    /** {@code QueueSettings}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record QueueSettings(String jobTier, JsonNode priority) {}
}
