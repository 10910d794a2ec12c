package io.mltwin.compute.computetargets;

import java.util.List;

/** The nodes of a cluster, for those who look at it. */
public interface ClusterNodes {

    /**
     * One node.
     *
     * @param state idle, running, preparing, unusable, leaving or preempted
     * @param sshPort null for one that serves no SSH
     * @param sshError why it has not the SSH account of its cluster, else null
     */
    record NodeView(String nodeId, String state, String runId, Integer sshPort, String sshError) {

        /** A node that serves no SSH. */
        public NodeView(String nodeId, String state, String runId) {
            this(nodeId, state, runId, null, null);
        }
    }

    List<NodeView> of(String computeId);
}
