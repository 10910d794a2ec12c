package io.mltwin.compute.nodes;

import java.time.Instant;

/**
 * A node as it stands in the database.
 *
 * @param idleSince null before its first question for work and while it has a run
 * @param released it is to go, and is told so at its next question
 * @param preempted Azure has taken it back: its machine is no more
 * @param unusable its network keeps it from getting work
 */
record Node(
        String nodeId,
        String computeId,
        String workspaceId,
        String workspaceArmId,
        Instant created,
        Instant idleSince,
        String runId,
        boolean released,
        boolean preempted,
        boolean unusable) {

    /** A node that is there. */
    Node(
            String nodeId,
            String computeId,
            String workspaceId,
            String workspaceArmId,
            Instant created,
            Instant idleSince,
            String runId,
            boolean released) {
        this(nodeId, computeId, workspaceId, workspaceArmId, created, idleSince, runId, released, false, false);
    }

    static Node of(NodeEntity node) {
        return new Node(
                node.nodeId,
                node.computeId,
                node.workspaceId,
                node.workspaceArmId,
                node.created,
                node.idleSince,
                node.runId,
                node.released,
                node.preempted != null,
                node.unusable);
    }

    boolean isIdle() {
        return runId == null && idleSince != null && !released && !preempted;
    }

    boolean mayWork() {
        return isIdle() && !unusable;
    }
}
