package io.mltwin.compute.nodes;

import java.time.Instant;

/**
 * A node as it stands in the database.
 *
 * @param idleSince null before its first question for work and while it has a run
 * @param released it is to go, and is told so at its next question
 */
record Node(
        String nodeId,
        String computeId,
        String workspaceId,
        String workspaceArmId,
        Instant created,
        Instant idleSince,
        String runId,
        boolean released) {

    static Node of(NodeEntity node) {
        return new Node(
                node.nodeId,
                node.computeId,
                node.workspaceId,
                node.workspaceArmId,
                node.created,
                node.idleSince,
                node.runId,
                node.released);
    }

    boolean isIdle() {
        return runId == null && idleSince != null && !released;
    }
}
