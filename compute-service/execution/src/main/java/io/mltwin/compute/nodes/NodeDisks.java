package io.mltwin.compute.nodes;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.nodes.NodeEntity.NodeRepository;
import io.mltwin.compute.serverless.ServerlessPools;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nodes of clusters with their disks, for the administrator: both are Microsoft's and not the
 * customer's.
 */
@Singleton
public class NodeDisks {

    private final NodeRepository repository;
    private final ComputeTargets computes;
    private final ServerlessPools pools;
    private final NodeHost host;

    NodeDisks(NodeRepository repository, ComputeTargets computes, ServerlessPools pools, NodeHost host) {
        this.repository = repository;
        this.computes = computes;
        this.pools = pools;
        this.host = host;
    }

    /**
     * A node.
     *
     * @param cluster name of the cluster, or serverless
     * @param scratchDiskEncrypted as its cluster was made
     */
    public record NodeBody(
            String nodeId,
            String workspace,
            String cluster,
            String state,
            String runId,
            Instant created,
            boolean scratchDiskEncrypted,
            DiskBody osDisk,
            DiskBody scratchDisk) {}

    /**
     * A disk of a node.
     *
     * @param present false until the node has been started, and once it has been removed
     * @param medium Disk, or Memory, which is on no disk
     * @param lifetime Node, or Run: when what is on it is deleted
     * @param encryption MicrosoftManaged, under a key that Microsoft manages; absent for none, and
     *     of a disk that is not there. What lies in memory needs none.
     */
    public record DiskBody(boolean present, String medium, String lifetime, String encryption) {}

    @Transactional
    List<NodeBody> list() {
        Map<String, ComputeTarget> clusters = Stream.concat(computes.clusters().stream(), pools.all().stream())
                .collect(Collectors.toMap(ComputeTarget::computeId, Function.identity()));
        Set<String> present = new HashSet<>(host.known());
        return repository.list("order by created, nodeId").stream()
                .filter(node -> !NodeIds.isOnMachine(node.nodeId))
                .map(node -> body(node, clusters.get(node.computeId), present.contains(node.nodeId)))
                .toList();
    }

    /**
     * @param cluster null when it was deleted and the node is about to go
     */
    private static NodeBody body(NodeEntity node, ComputeTarget cluster, boolean present) {
        boolean encrypted = cluster != null && cluster.scratchDisk().isEncrypted();
        return new NodeBody(
                node.nodeId,
                node.workspaceArmId,
                cluster == null ? null : cluster.name(),
                NodeRepository.state(node),
                node.runId,
                node.created,
                encrypted,
                new DiskBody(present, "Disk", "Node", present ? "MicrosoftManaged" : null),
                new DiskBody(present, encrypted ? "Memory" : "Disk", "Run", null));
    }
}
