package io.mltwin.compute.quotas;

import io.mltwin.compute.computetargets.ClusterNodes;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargetService;
import io.mltwin.compute.monitor.VmSize;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the clusters of a subscription take in a region: clusters, and vCPUs of their nodes by
 * family and priority, counted from the nodes that are there.
 *
 * <p>Deviation: there is no quota of vCPUs, so every limit is -1; mltwin.compute.most-nodes limits
 * the nodes of all clusters together.
 */
@Singleton
class QuotaService {

    private static final String TYPES = "Microsoft.MachineLearningServices/";
    private static final String DEDICATED = "Dedicated";
    private static final String LOW_PRIORITY = "LowPriority";

    private final ComputeTargetService computes;
    private final ClusterNodes nodes;
    private final VirtualMachineSizes sizes;

    QuotaService(ComputeTargetService computes, ClusterNodes nodes, VirtualMachineSizes sizes) {
        this.computes = computes;
        this.nodes = nodes;
        this.sizes = sizes;
    }

    @Transactional
    List<UsageBody> usages(String subscriptionId, String region) {
        List<ComputeTarget> clusters = computes.clusters(subscriptionId, region);
        String id = "/subscriptions/" + subscriptionId + "/usages";
        List<UsageBody> all = new ArrayList<>();
        all.add(UsageBody.unlimited(id, TYPES + "totalCores/usages", clusters.size(), "Clusters"));
        for (String priority : List.of(DEDICATED, LOW_PRIORITY)) {
            Map<String, Integer> used = used(clusters, priority);
            all.add(
                    UsageBody.unlimited(
                            id,
                            TYPES
                                    + (priority.equals(DEDICATED) ? "dedicated" : "lowPriority")
                                    + "Cores/usages",
                            used.values().stream().mapToInt(Integer::intValue).sum(),
                            "Total Cluster " + priority + " Regional vCPUs"));
            used.forEach(
                    (family, cores) -> all.add(ofFamily(id, "usages", family, priority, cores)));
        }
        return all;
    }

    List<UsageBody> quotas(String subscriptionId) {
        String id = "/subscriptions/" + subscriptionId + "/quotas";
        return sizes.families().stream()
                .map(family -> ofFamily(id, "quotas", family, DEDICATED, null))
                .toList();
    }

    private Map<String, Integer> used(List<ComputeTarget> clusters, String priority) {
        Map<String, Integer> used = new TreeMap<>();
        sizes.families().forEach(family -> used.put(family, 0));
        for (ComputeTarget cluster : clusters) {
            boolean isLow = LOW_PRIORITY.equals(cluster.vmPriority());
            if (isLow == priority.equals(LOW_PRIORITY)) {
                VmSize named = VmSize.parse(cluster.vmSize());
                String family =
                        sizes.find(cluster.vmSize()).map(SizeBody::family).orElse(named.family());
                int cores =
                        sizes.find(cluster.vmSize())
                                .map(SizeBody::vCPUs)
                                .or(named::cores)
                                .orElse(0);
                used.merge(family, cores * nodes.of(cluster.computeId()).size(), Integer::sum);
            }
        }
        return used;
    }

    /** {@code standardDSv2Family} is the family "Standard DSv2" of usages and quotas. */
    private static UsageBody ofFamily(
            String id, String kind, String family, String priority, Integer cores) {
        String series = family.replaceFirst("^standard", "").replaceFirst("Family$", "");
        String name = "Standard " + series + " Family Cluster " + priority + " vCPUs";
        return UsageBody.unlimited(
                id + "/" + name.replace(' ', '_'), TYPES + "vmFamily/" + kind, cores, name);
    }
}
