package io.mltwin.compute.runs;

import io.mltwin.compute.encryption.RunHistory;

/** Fired inside the transaction in which a run reaches its end. */
public record RunEnded(RunHistory history, String runId, RunStatus status) {

    public String workspaceId() {
        return history.workspaceId();
    }
}
