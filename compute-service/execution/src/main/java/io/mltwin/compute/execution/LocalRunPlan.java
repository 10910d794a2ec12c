package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.snapshots.SnapshotFile;
import java.util.List;
import java.util.function.Function;

/**
 * A local run all of whose parts are known, before it has a token.
 *
 * @param given the run as its history shows it
 * @param isWaitingJob whether run history has it already
 * @param files the code that the zip holds
 * @param dockerImage the image that the script runs in; null for the machine itself
 * @param content what the script gets, once the experiment is known
 */
record LocalRunPlan(
        CreateRunRequest given,
        boolean isWaitingJob,
        List<SnapshotFile> files,
        EnvironmentPlan environment,
        String dockerImage,
        Long maxRunDurationSeconds,
        Function<ExperimentBody, JobContent> content) {

    String runId() {
        return given.runId();
    }

    @Override
    public String toString() {
        return "local run " + runId();
    }
}
