package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import java.util.List;
import java.util.Map;

/**
 * The content of a queued run for its target; ciphertext at rest.
 *
 * @param script the file of the snapshot to run; null where there is a command
 * @param command what a shell runs; null where there is a script
 * @param environment what is prepared
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
        EnvironmentPlan environment,
        Map<String, String> environmentVariables,
        Long maxRunDurationSeconds,
        List<SnapshotFile> files,
        List<RunData> data,
        String correlationId,
        String traceParent,
        RunRequirements requirements) {}
