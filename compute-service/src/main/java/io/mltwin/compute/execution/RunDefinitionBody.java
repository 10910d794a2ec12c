package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
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
            Map<String, DataReference> dataReferences,
            String jobName,
            Long maxRunDurationSeconds,
            Integer nodeCount,
            JsonNode command,
            Map<String, JsonNode> data,
            Map<String, JsonNode> outputData,
            Boolean credentialPassthrough,
            DockerConfiguration docker,
            EnvironmentDefinitionBody environment) {}

    /** {@code DockerConfiguration}: how Docker runs the script. */
    record DockerConfiguration(Boolean useDocker, List<String> arguments) {}

    /** {@code DataReferenceConfiguration}. */
    record DataReference(
            String dataStoreName,
            String mode,
            String pathOnDataStore,
            String pathOnCompute,
            Boolean overwrite) {}
}
