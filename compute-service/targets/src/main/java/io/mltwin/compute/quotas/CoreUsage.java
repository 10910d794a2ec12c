package io.mltwin.compute.quotas;

import io.mltwin.compute.computetargets.ClusterNodes;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.monitor.VmSize;
import io.mltwin.compute.quotas.VirtualMachineSizes.SizeBody;
import io.mltwin.compute.serverless.ServerlessPools;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts the vCPUs of the nodes that are there, of clusters and of serverless compute. */
@Singleton
record CoreUsage(ComputeTargets computes, ServerlessPools pools, ClusterNodes nodes, VirtualMachineSizes sizes) {

    private static final String PREEMPTED = "preempted";

    /** vCPUs by family, those that have none too. */
    Map<String, Integer> ofFamilies(String subscriptionId, String region, boolean lowPriority) {
        Map<String, Integer> used = new TreeMap<>();
        sizes.families().forEach(family -> used.put(family, 0));
        Stream.concat(
                        computes.clusters(subscriptionId, region).stream(),
                        pools.all(subscriptionId, CoreQuotas.region(region)).stream())
                .filter(target -> target.isLowPriority() == lowPriority)
                .forEach(target ->
                        used.merge(family(target.vmSize()), cores(target.vmSize()) * nodes(target), Integer::sum));
        return used;
    }

    List<ComputeTarget> clusters(String subscriptionId, String region) {
        return computes.clusters(subscriptionId, region);
    }

    private int nodes(ComputeTarget target) {
        return (int) nodes.of(target.computeId()).stream()
                .filter(node -> !node.state().equals(PREEMPTED))
                .count();
    }

    String family(String vmSize) {
        return sizes.find(vmSize)
                .map(SizeBody::family)
                .orElse(VmSize.parse(vmSize).family());
    }

    int cores(String vmSize) {
        return sizes.find(vmSize)
                .map(SizeBody::vCPUs)
                .or(VmSize.parse(vmSize)::cores)
                .orElse(0);
    }
}
