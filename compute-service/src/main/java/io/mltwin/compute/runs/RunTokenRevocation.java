package io.mltwin.compute.runs;

import io.mltwin.compute.access.RunTokenStates;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Cancelling a run revokes its token, and so does the run's absence. */
@Singleton
public class RunTokenRevocation implements RunTokenStates {

    private final RunRepository repository;

    RunTokenRevocation(RunRepository repository) {
        this.repository = repository;
    }

    @Override
    @Transactional
    public boolean isRevoked(String workspaceId, String runId) {
        return repository
                .byId(workspaceId, runId)
                .map(run -> run.status == RunStatus.Canceled)
                .orElse(true);
    }
}
