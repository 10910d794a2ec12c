package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.snapshots.SnapshotFile;
import java.util.List;
import java.util.Map;

/**
 * The content of a queued run for its target; ciphertext at rest.
 *
 * @param script the file of the snapshot to run; null where there is a command
 * @param command what a shell runs; null where there is a script
 * @param environment what is prepared; null of a run that was queued before anything was
 * @param requirements what it asks of its nodes
 */
record JobContent(
        String workspaceArmId,
        String experimentId,
        String experimentName,
        String submitterObjectId,
        String script,
        String command,
        List<String> arguments,
        String framework,
        String environmentName,
        String environmentVersion,
        Map<String, String> environmentVariables,
        Long maxRunDurationSeconds,
        List<SnapshotFile> files,
        List<RunData> data,
        String correlationId,
        String traceParent,
        EnvironmentPlan environment,
        RunRequirements requirements) {

    JobContent {
        requirements = requirements == null ? RunRequirements.NONE : requirements;
        // a run that was queued before there was any data has none
        data = data == null ? List.of() : List.copyOf(data);
    }
}
