package io.mltwin.compute.batchpools;

import java.util.List;

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
