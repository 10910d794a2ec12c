package io.mltwin.compute.batchpools;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.compute.computetargets.ClusterNodes;
import io.mltwin.compute.computetargets.ClusterNodes.NodeView;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the pools of clusters and their nodes, to those who may call them. */
@Singleton
record BatchPools(BatchPoolAuthorizer authorizer, ClusterNodes nodes, Addresses addresses) {

    /** Azure Batch's names of the states of nodes that Azure ML calls otherwise. */
    private static final Map<String, String> STATES = Map.of("preparing", "starting", "leaving", "leavingpool");

    BatchPoolBody get(String poolId) {
        ComputeTarget cluster = authorizer.require(poolId);
        List<NodeView> all = nodes.of(cluster.computeId());
        boolean isDedicated = isDedicated(cluster);
        boolean steady = all.stream()
                .noneMatch(
                        node -> node.state().equals("preparing") || node.state().equals("leaving"));
        return new BatchPoolBody(
                BatchPoolId.of(cluster).toString(),
                url(cluster),
                cluster.provisioningState().equals("Deleting") ? "deleting" : "active",
                steady ? "steady" : "resizing",
                cluster.vmSize(),
                isDedicated ? all.size() : 0,
                isDedicated ? 0 : all.size(),
                false);
    }

    BatchPoolBody.NodeListBody listNodes(String poolId) {
        ComputeTarget cluster = authorizer.require(poolId);
        return new BatchPoolBody.NodeListBody(nodes.of(cluster.computeId()).stream()
                .map(node -> body(cluster, node))
                .toList());
    }

    BatchPoolBody.NodeBody getNode(String poolId, String nodeId) {
        ComputeTarget cluster = authorizer.require(poolId);
        return nodes.of(cluster.computeId()).stream()
                .filter(node -> node.nodeId().equals(nodeId))
                .findFirst()
                .map(node -> body(cluster, node))
                .orElseThrow(() -> notFound("NodeNotFound", "The specified node does not exist."));
    }

    private BatchPoolBody.NodeBody body(ComputeTarget cluster, NodeView node) {
        return new BatchPoolBody.NodeBody(
                node.nodeId(),
                url(cluster) + "/nodes/" + node.nodeId(),
                STATES.getOrDefault(node.state(), node.state()),
                cluster.vmSize(),
                isDedicated(cluster));
    }

    private String url(ComputeTarget cluster) {
        return addresses.address(ServiceName.COMPUTE) + "/_batch/pools/" + BatchPoolId.of(cluster);
    }

    private static boolean isDedicated(ComputeTarget cluster) {
        return !cluster.vmPriority().equals(ComputeTarget.LOW_PRIORITY);
    }

    /** {@code CloudPool} of Azure Batch (2021-06-01), as far as a cluster has it. */
    record BatchPoolBody(
            String id,
            String url,
            String state,
            String allocationState,
            String vmSize,
            int currentDedicatedNodes,
            int currentLowPriorityNodes,
            boolean enableAutoScale) {

        /** {@code ComputeNode} of Azure Batch. */
        record NodeBody(String id, String url, String state, String vmSize, boolean isDedicated) {}

        /** {@code ComputeNodeListResult} of Azure Batch. */
        record NodeListBody(List<NodeBody> value) {}
    }

    /** The id of a cluster's pool, {@code {workspaceId}_{cluster}}, which names one cluster alone. */
    record BatchPoolId(String workspaceId, String cluster) {

        private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36})_([a-z][a-z0-9-]{1,31})");

        /** Reads an id, in any case of letters; empty for any other text. */
        static Optional<BatchPoolId> parse(String text) {
            Matcher form = FORM.matcher(AsciiCase.lower(text));
            return form.matches() ? Optional.of(new BatchPoolId(form.group(1), form.group(2))) : Optional.empty();
        }

        static BatchPoolId of(ComputeTarget cluster) {
            return new BatchPoolId(AsciiCase.lower(cluster.workspaceId()), AsciiCase.lower(cluster.name()));
        }

        @Override
        public String toString() {
            return workspaceId + "_" + cluster;
        }
    }
}
