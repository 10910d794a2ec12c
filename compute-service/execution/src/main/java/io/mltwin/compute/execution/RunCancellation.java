package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.conflictIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Cancels runs and what they lead ("Enterprise security and governance", Training): the job of a
 * node, the children of a run that leads others, and runs that no target of Azure ML executes.
 */
@Singleton
public class RunCancellation {

    private final RunService runs;
    private final ChildRuns children;
    private final List<RunOrchestrator> orchestrators;
    private final JobQueue queue;

    RunCancellation(RunService runs, ChildRuns children, @All List<RunOrchestrator> orchestrators, JobQueue queue) {
        this.runs = runs;
        this.children = children;
        this.orchestrators = List.copyOf(orchestrators);
        this.queue = queue;
    }

    /**
     * Cancels a run and its children; repeating it is harmless.
     *
     * @param experiment null when the path does not name one
     * @throws AzureException 404 when there is no such run, 409 when it has ended
     */
    public void cancel(RunHistory history, String experiment, String runId) {
        RunBody run = runs.get(history, experiment, runId);
        RunStatus status = RunStatus.parse(run.status());
        if (status == RunStatus.Canceled) {
            return;
        }
        conflictIf(status.isTerminal(), "RunEnded", "The run '%s' is %s and cannot be canceled.", runId, status);
        cancelUnlessEnded(history, runId);
    }

    /** Cancels a run and its children on behalf of the service; what has ended stays as it is. */
    public void cancelUnlessEnded(RunHistory history, String runId) {
        if (!queue.cancel(history, runId)
                && orchestrators.stream().noneMatch(leader -> leader.cancel(history, runId))) {
            // a run that no target of ours executes: its owner's script has to look at the status
            runs.setStatus(history, runId, RunStatus.Canceled, null);
        }
        cancelChildren(history, runId);
    }

    /** Cancels the children of a run that have not ended, and all below them. */
    public void cancelChildren(RunHistory history, String runId) {
        children.active(history.workspaceId(), runId).forEach(child -> cancelUnlessEnded(history, child));
    }

    /** Leads runs that have no node of their own, only children: sweeps and pipelines. */
    public interface RunOrchestrator {

        /**
         * Notes that a run is to be canceled, so that it gets no further child; false for a run that
         * this does not lead. The run ends when its children have ended.
         */
        boolean cancel(RunHistory history, String runId);
    }
}
