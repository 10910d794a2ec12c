package io.mltwin.compute.orchestration;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.RunCancellation.RunOrchestrator;
import io.mltwin.compute.orchestration.OrchestratedRunEntity.OrchestratedRunRepository;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rows of runs that lead others: how far each one is, whichever replica works on it. */
@Singleton
public class OrchestratedRuns implements RunOrchestrator {

    private static final Duration CLAIM = Duration.ofSeconds(15);
    private static final int MOST_AT_ONCE = 50;

    private final OrchestratedRunRepository repository;
    private final RunService runs;
    private final Event<OrchestrationChanged> changed;
    private final PlatformClock clock;

    OrchestratedRuns(
            OrchestratedRunRepository repository,
            RunService runs,
            Event<OrchestrationChanged> changed,
            PlatformClock clock) {
        this.repository = repository;
        this.runs = runs;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Adds a run, which is in run history.
     *
     * @param timeout after which it is canceled; null for none
     * @param content ciphertext
     */
    @Transactional
    public void add(RunHistory history, String runId, String kind, Duration timeout, byte[] content) {
        OrchestratedRunEntity row = new OrchestratedRunEntity();
        row.workspaceId = history.workspaceId();
        row.runId = runId;
        row.kind = kind;
        row.deadline = timeout == null ? null : clock.instant().plus(timeout);
        row.content = content;
        repository.persist(row);
        changed.fire(new OrchestrationChanged());
    }

    /** Claims runs that nobody works on, for a while. */
    @Transactional
    List<OrchestratedRun> claim() {
        return repository.unclaimed(clock.wall().instant(), MOST_AT_ONCE).stream()
                .map(row -> {
                    row.claimedUntil = clock.wall().instant().plus(CLAIM);
                    return view(row);
                })
                .toList();
    }

    /** Lets others work on it. */
    @Transactional
    void release(OrchestratedRun run) {
        lock(run).ifPresent(row -> row.claimedUntil = clock.wall().instant());
    }

    /**
     * Adds the child of this number; false when the run has ended or is being canceled, or when
     * somebody else has added it.
     *
     * @param child adds it to run history
     */
    @Transactional
    public boolean addChild(OrchestratedRun run, int number, Runnable child) {
        Optional<OrchestratedRunEntity> row = lock(run).filter(found -> found.nextChild == number);
        boolean goesOn = runs.lock(run.workspaceId(), run.runId())
                .filter(RunStatus.Running::equals)
                .isPresent();
        if (row.isEmpty() || !goesOn) {
            return false;
        }
        child.run();
        row.get().nextChild++;
        row.get().claimedUntil = clock.wall().instant().plus(CLAIM);
        return true;
    }

    /** Notes that the children were compared up to this metric. */
    @Transactional
    public void compared(OrchestratedRun run, long newestMetric) {
        lock(run).ifPresent(row -> row.metricsSeen = newestMetric);
    }

    /** Ends the run without an error. */
    @Transactional
    public void end(RunHistory history, String runId, RunStatus status) {
        end(history, runId, status, null);
    }

    /** Ends the run as Failed. */
    @Transactional
    public void fail(RunHistory history, String runId, String code, String message) {
        end(history, runId, RunStatus.Failed, CreateRunRequest.failed(code, message));
    }

    private void end(RunHistory history, String runId, RunStatus status, CreateRunRequest error) {
        repository.lock(history.workspaceId(), runId).ifPresent(repository::delete);
        runs.setStatus(history, runId, status, error);
    }

    /** Forgets a run that has ended or is gone. */
    @Transactional
    public void remove(OrchestratedRun run) {
        lock(run).ifPresent(repository::delete);
    }

    @Override
    @Transactional
    public boolean cancel(RunHistory history, String runId) {
        if (repository.lock(history.workspaceId(), runId).isEmpty()) {
            return false;
        }
        runs.setStatus(history, runId, RunStatus.CancelRequested, null);
        changed.fire(new OrchestrationChanged());
        return true;
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        repository.delete("workspaceId", workspace.workspaceId());
    }

    private Optional<OrchestratedRunEntity> lock(OrchestratedRun run) {
        return repository.lock(run.workspaceId(), run.runId());
    }

    private static OrchestratedRun view(OrchestratedRunEntity row) {
        return new OrchestratedRun(
                row.workspaceId, row.runId, row.kind, row.nextChild, row.metricsSeen, row.deadline, row.content);
    }

    /** Fired in the transaction that adds a run which leads others, or asks for its end. */
    record OrchestrationChanged() {}
}
