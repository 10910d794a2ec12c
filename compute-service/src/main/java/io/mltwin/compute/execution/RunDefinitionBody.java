package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** {@code RunDefinition} of the execution service (2020-09-23). */
record RunDefinitionBody(
        Configuration configuration, String snapshotId, String parentRunId, String runType) {

    /** {@code RunConfiguration}. */
    record Configuration(
            String script,
            List<String> arguments,
            String framework,
            String communicator,
            String target,
            Map<String, JsonNode> dataReferences,
            String jobName,
            Long maxRunDurationSeconds,
            Integer nodeCount,
            EnvironmentDefinition environment) {}

    /** {@code EnvironmentDefinition}. */
    record EnvironmentDefinition(
            String name, String version, Map<String, String> environmentVariables, Docker docker) {}

    /** {@code DockerSection}; images of the user's own are not built. */
    record Docker(String baseImage, String baseDockerfile) {}
}
