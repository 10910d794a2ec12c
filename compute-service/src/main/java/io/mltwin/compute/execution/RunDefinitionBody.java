package io.mltwin.compute.execution;

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
            EnvironmentDefinition environment) {}

    /** {@code DataReferenceConfiguration}. */
    record DataReference(
            String dataStoreName,
            String mode,
            String pathOnDataStore,
            String pathOnCompute,
            Boolean overwrite) {}

    /** {@code EnvironmentDefinition}. */
    record EnvironmentDefinition(
            String name, String version, Map<String, String> environmentVariables, Docker docker) {}

    /** {@code DockerSection}; images of the user's own are not built. */
    record Docker(String baseImage, String baseDockerfile) {}
}
