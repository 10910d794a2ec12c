package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.snapshots.SnapshotFile;
import java.util.List;

/**
 * A local run all of whose parts are known, before it has a token.
 *
 * @param isWaitingJob whether run history has it already
 * @param files the code that the zip holds
 * @param dockerImage the image that the script runs in; null for the machine itself
 */
record LocalRunPlan(
        CommandRun run,
        boolean isWaitingJob,
        List<SnapshotFile> files,
        EnvironmentPlan environment,
        String dockerImage) {

    String runId() {
        return run.runId();
    }

    @Override
    public String toString() {
        return "local run " + runId();
    }
}
