package io.mltwin.compute.runs;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/** The runs that another run leads. */
@Singleton
public class ChildRuns {

    private final RunRepository repository;

    ChildRuns(RunRepository repository) {
        this.repository = repository;
    }

    /** A child and how far it is. */
    public record Child(String runId, RunStatus status) {

        public boolean isActive() {
            return !status.isTerminal();
        }
    }

    /** The children of a run, oldest first. */
    @Transactional
    public List<Child> of(String workspaceId, String parentRunId) {
        return repository.children(workspaceId, parentRunId);
    }

    /** The ids of the children that have not ended. */
    @Transactional
    public List<String> active(String workspaceId, String parentRunId) {
        return of(workspaceId, parentRunId).stream()
                .filter(Child::isActive)
                .map(Child::runId)
                .toList();
    }
}
