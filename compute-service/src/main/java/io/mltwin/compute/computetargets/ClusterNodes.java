package io.mltwin.compute.computetargets;

import java.util.List;

/** The nodes of a cluster, for those who look at it. */
public interface ClusterNodes {

    /**
     * One node.
     *
     * @param state idle, running, preparing, unusable, leaving or preempted
     */
    record NodeView(String nodeId, String state, String runId) {}

    List<NodeView> of(String computeId);
}
