package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code CommandJob} (2022-10-01 to 2025-01-01-preview): what is read of a job's properties. */
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
    record Input(String jobInputType, String value, String uri, String mode, String pathOnCompute) {}

    /** {@code JobOutput}. */
    record Output(
            String jobOutputType,
            String uri,
            String mode,
            String assetName,
            String assetVersion,
            String pathOnCompute,
            JsonNode autoDeleteSetting) {}

    /** {@code CommandJobLimits}. */
    record Limits(String timeout) {}

    /** {@code JobResourceConfiguration}. */
    record Resources(
            Integer instanceCount,
            String instanceType,
            String dockerArgs,
            List<String> locations,
            Map<String, JsonNode> properties) {}

    /** {@code QueueSettings}. */
    record QueueSettings(String jobTier, JsonNode priority) {}
}
