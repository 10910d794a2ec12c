package io.mltwin.compute.mlflow;

import static io.mltwin.compute.mlflow.errors.MlflowErrors.invalid;

import io.mltwin.compute.runs.RunStatus;
import java.util.Arrays;

/** MLflow's states of a run, each for several of run history's. */
enum MlflowStatus {
    RUNNING(RunStatus.Running),
    SCHEDULED(RunStatus.NotStarted),
    FINISHED(RunStatus.Completed),
    FAILED(RunStatus.Failed),
    KILLED(RunStatus.Canceled);

    private final RunStatus inRunHistory;

    MlflowStatus(RunStatus inRunHistory) {
        this.inRunHistory = inRunHistory;
    }

    /** Returns the status that this state gives a run. */
    RunStatus inRunHistory() {
        return inRunHistory;
    }

    static MlflowStatus parse(String text) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> invalid("'%s' is no status of a run; use one of %s.", text, Arrays.toString(values())));
    }

    static MlflowStatus of(RunStatus status) {
        return switch (status) {
            case NotStarted, Queued, Provisioning, Starting, Preparing -> SCHEDULED;
            case Running, Paused, NotResponding, Finalizing, CancelRequested -> RUNNING;
            case Completed -> FINISHED;
            case Failed -> FAILED;
            case Canceled -> KILLED;
        };
    }
}
