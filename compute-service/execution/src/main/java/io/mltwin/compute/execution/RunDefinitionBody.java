package io.mltwin.compute.execution;

import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.compute.environments.preparation.EnvironmentDefinitionBody;
import java.util.List;
import java.util.Map;

/** {@code RunDefinition} of the execution service (2020-09-23). */
record RunDefinitionBody(Configuration configuration, String snapshotId, String parentRunId, String runType) {

    /** {@code RunConfiguration}. */
    record Configuration(
            String script,
            List<String> arguments,
            String target,
            Map<String, DataReference> dataReferences,
            String jobName,
            Long maxRunDurationSeconds,
            DockerConfiguration docker,
            EnvironmentDefinitionBody environment) {

        /** Returns whether Docker shall run the script, as newer and older clients say it. */
        boolean isDockerAskedFor() {
            return docker != null && isTrue(docker.useDocker())
                    || environment.docker() != null
                            && isTrue(environment.docker().enabled());
        }
    }

    /** {@code DockerConfiguration}: how Docker runs the script. */
    record DockerConfiguration(Boolean useDocker) {}

    /** {@code DataReferenceConfiguration}. */
    record DataReference(
            String dataStoreName, String mode, String pathOnDataStore, String pathOnCompute, Boolean overwrite) {}
}
