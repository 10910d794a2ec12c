package io.mltwin.compute.nodes;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.serverless.ServerlessPools;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/**
 * Takes nodes of low priority back, as Azure does when it needs their capacity. What it takes is
 * marked in its row; {@code NodeMonitorTask} ends the node and queues its run again, also after a
 * restart.
 *
 * <p>Deviation: nothing here needs capacity, so the administrator says when which node is taken.
 */
@Singleton
public class NodePreemption {

    private final NodeService nodes;
    private final ComputeTargets computes;
    private final ServerlessPools pools;

    NodePreemption(NodeService nodes, ComputeTargets computes, ServerlessPools pools) {
        this.nodes = nodes;
        this.computes = computes;
        this.pools = pools;
    }

    /**
     * Takes a node back; repeating it changes nothing.
     *
     * @throws AzureException 404 for an unknown node, 409 for one that is dedicated
     */
    public void preempt(String nodeId) {
        boolean isDedicated =
                nodes.computeOf(nodeId)
                        .map(
                                compute ->
                                        Stream.concat(
                                                        computes.clusters().stream(),
                                                        pools.all().stream())
                                                .filter(one -> one.computeId().equals(compute))
                                                .noneMatch(ComputeTarget::isLowPriority))
                        .orElse(false);
        if (isDedicated) {
            throw new AzureException(
                    409,
                    "NodeNotPreemptible",
                    "The node '"
                            + nodeId
                            + "' is dedicated: only nodes of low priority are taken.");
        }
        nodes.preempt(nodeId);
    }
}
