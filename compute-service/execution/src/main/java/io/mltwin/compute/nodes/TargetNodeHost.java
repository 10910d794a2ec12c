package io.mltwin.compute.nodes;

import io.mltwin.node.host.NodeProcesses.Liveness;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Sends each node to where it runs: a cluster's to its host, others to the attached machines. */
final class TargetNodeHost implements NodeHost {

    private final NodeHost clusters;
    private final NodeHost machines;

    TargetNodeHost(NodeHost clusters, NodeHost machines) {
        this.clusters = clusters;
        this.machines = machines;
    }

    NodeHost clusters() {
        return clusters;
    }

    private NodeHost of(String nodeId) {
        return NodeIds.isOnMachine(nodeId) ? machines : clusters;
    }

    @Override
    public void start(String nodeId, NodeSecret secret, boolean encryptedScratch) throws IOException {
        of(nodeId).start(nodeId, secret, encryptedScratch);
    }

    @Override
    public void notePid(String nodeId, long pid) throws IOException {
        of(nodeId).notePid(nodeId, pid);
    }

    @Override
    public Liveness liveness(String nodeId) {
        return of(nodeId).liveness(nodeId);
    }

    @Override
    public void destroy(String nodeId) {
        of(nodeId).destroy(nodeId);
    }

    @Override
    public String logTail(String nodeId) {
        return of(nodeId).logTail(nodeId);
    }

    @Override
    public String endOf(String nodeId) {
        return of(nodeId).endOf(nodeId);
    }

    @Override
    public List<String> known() {
        return Stream.of(clusters, machines)
                .flatMap(host -> host.known().stream())
                .toList();
    }

    @Override
    public void pause() {
        clusters.pause();
    }

    @Override
    public void clear() {
        clusters.clear();
        machines.clear();
    }
}
