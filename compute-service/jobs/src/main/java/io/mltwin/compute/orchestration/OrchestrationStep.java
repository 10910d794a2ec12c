package io.mltwin.compute.orchestration;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.RunCancellation;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One step of a run that leads others: it is ended, canceled, or brought on by its leader. */
@Singleton
class OrchestrationStep {

    private final List<RunLeader> leaders;
    private final OrchestratedRuns orchestrated;
    private final ChildRuns children;
    private final RunService runs;
    private final RunCancellation cancellation;
    private final WorkspaceKeys keys;
    private final Clock clock;

    OrchestrationStep(
            @All List<RunLeader> leaders,
            OrchestratedRuns orchestrated,
            ChildRuns children,
            RunService runs,
            RunCancellation cancellation,
            WorkspaceKeys keys,
            Clock clock) {
        this.leaders = List.copyOf(leaders);
        this.orchestrated = orchestrated;
        this.children = children;
        this.runs = runs;
        this.cancellation = cancellation;
        this.keys = keys;
        this.clock = clock;
    }

    /** The caller has claimed the run. */
    void advance(OrchestratedRun run) {
        RunHistory history = keys.open(run.workspaceId());
        Optional<RunStatus> status = runs.status(run.workspaceId(), run.runId());
        if (status.isEmpty() || status.get().isTerminal()) {
            orchestrated.remove(run);
        } else if (status.get() == RunStatus.CancelRequested) {
            finishCancel(history, run);
        } else if (run.deadline() != null && !run.deadline().isAfter(clock.instant())) {
            cancellation.cancel(history, null, run.runId());
        } else {
            if (status.get() == RunStatus.NotStarted) {
                runs.setStatus(history, run.runId(), RunStatus.Running, null);
            }
            leader(run).advance(history, run);
        }
    }

    private void finishCancel(RunHistory history, OrchestratedRun run) {
        if (children.active(run.workspaceId(), run.runId()).isEmpty()) {
            orchestrated.end(history, run.runId(), RunStatus.Canceled);
        } else {
            // again, for those that a crash has left
            cancellation.cancelChildren(history, run.runId());
        }
    }

    private RunLeader leader(OrchestratedRun run) {
        return leaders.stream()
                .filter(one -> one.kind().equals(run.kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody leads the " + run));
    }
}
