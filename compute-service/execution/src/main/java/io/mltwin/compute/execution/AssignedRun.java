package io.mltwin.compute.execution;

/**
 * A run on a node.
 *
 * @param acknowledged whether the node has taken it
 * @param shared whether other nodes have parts of it
 */
public record AssignedRun(
        String workspaceId,
        String runId,
        String nodeId,
        boolean acknowledged,
        boolean cancelRequested,
        boolean shared) {

    static AssignedRun of(JobEntity job) {
        return new AssignedRun(
                job.workspaceId, job.runId, job.nodeId, job.acknowledged, job.cancelRequested != null, false);
    }

    static AssignedRun of(JobEntity job, RunWorkers.Worker worker) {
        return new AssignedRun(
                job.workspaceId, job.runId, worker.nodeId(), worker.acknowledged(), job.cancelRequested != null, true);
    }
}
