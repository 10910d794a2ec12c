package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.conflictIf;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeChanged;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.nodes.NodeEntity.NodeRepository;
import io.mltwin.compute.serverless.ServerlessPools;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
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

    private final NodeRepository nodes;
    private final ComputeTargets computes;
    private final ServerlessPools pools;
    private final Event<ComputeChanged> changed;
    private final Clock clock;

    NodePreemption(
            NodeRepository nodes,
            ComputeTargets computes,
            ServerlessPools pools,
            Event<ComputeChanged> changed,
            Clock clock) {
        this.nodes = nodes;
        this.computes = computes;
        this.pools = pools;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * Takes a node back; repeating it changes nothing.
     *
     * @throws AzureException 404 for an unknown node, 409 for one that is dedicated
     */
    public void preempt(String nodeId) {
        boolean isDedicated = computeOf(nodeId)
                .map(compute -> Stream.concat(computes.clusters().stream(), pools.all().stream())
                        .filter(one -> one.computeId().equals(compute))
                        .noneMatch(ComputeTarget::isLowPriority))
                .orElse(false);
        conflictIf(
                isDedicated,
                "NodeNotPreemptible",
                "The node '%s' is dedicated: only nodes of low priority are taken.",
                nodeId);
        mark(nodeId);
    }

    /** Returns the target of a node; empty for an unknown one. */
    @Transactional
    Optional<String> computeOf(String nodeId) {
        return nodes.findByIdOptional(nodeId).map(node -> node.computeId);
    }

    @Transactional
    void mark(String nodeId) {
        NodeEntity node =
                nodes.lock(nodeId).orElseThrow(() -> notFound("NodeNotFound", "There is no node '%s'.", nodeId));
        if (node.preempted == null) {
            node.preempted = clock.instant();
            changed.fire(new ComputeChanged(node.computeId));
        }
    }
}
