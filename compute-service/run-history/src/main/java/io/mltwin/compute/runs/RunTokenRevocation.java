package io.mltwin.compute.runs;

import io.mltwin.compute.access.WorkspaceAuthorizer.RunTokenStates;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/**
 * Cancelling a run revokes its token, and so does the run's absence. Of a run that has ended by
 * itself it counts for a minute more, for what a target still has to tell.
 */
@Singleton
public class RunTokenRevocation implements RunTokenStates {

    private final RunRepository repository;
    private final Clock clock;

    RunTokenRevocation(RunRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    @Transactional
    public boolean isRevoked(String workspaceId, String runId) {
        return repository.byId(workspaceId, runId).map(this::hasEnded).orElse(true);
    }

    private boolean hasEnded(RunEntity run) {
        return run.status == RunStatus.Canceled
                || run.status.isTerminal() && (run.tokenExpires == null || !run.tokenExpires.isAfter(clock.instant()));
    }
}
