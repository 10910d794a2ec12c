package io.mltwin.compute.quotas;

import io.mltwin.compute.computetargets.ComputeTarget;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Counts the use of a subscription's quota in a region by clusters and serverless compute: clusters, and
 * vCPUs of their nodes by family and priority, counted from the nodes that are there.
 *
 * <p>Deviation: a subscription has no quota of vCPUs, and its limits are -1, until the
 * administrator sets one; mltwin.compute.most-nodes limits the nodes of all clusters together.
 */
@Singleton
class QuotaService {

    private static final String TYPES = "Microsoft.MachineLearningServices/";
    private static final String DEDICATED = ComputeTarget.DEDICATED;
    private static final String LOW_PRIORITY = ComputeTarget.LOW_PRIORITY;

    private final CoreUsage usage;
    private final CoreQuotas limits;
    private final VirtualMachineSizes sizes;

    QuotaService(CoreUsage usage, CoreQuotas limits, VirtualMachineSizes sizes) {
        this.usage = usage;
        this.limits = limits;
        this.sizes = sizes;
    }

    /** A subscription in a region. */
    private record Place(String subscriptionId, String region) {}

    @Transactional
    List<UsageBody> usages(String subscriptionId, String region) {
        Place place = new Place(subscriptionId, region);
        String id = "/subscriptions/" + subscriptionId + "/usages";
        List<UsageBody> all = new ArrayList<>();
        all.add(UsageBody.unlimited(
                id,
                TYPES + "totalCores/usages",
                usage.clusters(subscriptionId, region).size(),
                "Clusters"));
        for (String priority : List.of(DEDICATED, LOW_PRIORITY)) {
            boolean isLow = priority.equals(LOW_PRIORITY);
            Map<String, Integer> used = usage.ofFamilies(subscriptionId, region, isLow);
            all.add(UsageBody.limited(
                    id,
                    TYPES + (isLow ? "lowPriority" : "dedicated") + "Cores/usages",
                    used.values().stream().mapToInt(Integer::intValue).sum(),
                    isLow ? limit(place, LOW_PRIORITY, null) : OptionalInt.empty(),
                    "Total Cluster " + priority + " Regional vCPUs"));
            used.forEach((family, cores) -> all.add(ofFamily(
                    id,
                    "usages",
                    family,
                    priority,
                    cores,
                    isLow ? OptionalInt.empty() : limit(place, DEDICATED, family))));
        }
        return all;
    }

    List<UsageBody> quotas(String subscriptionId, String region) {
        Place place = new Place(subscriptionId, region);
        String id = "/subscriptions/" + subscriptionId + "/quotas";
        return sizes.families().stream()
                .map(family -> ofFamily(id, "quotas", family, DEDICATED, null, limit(place, DEDICATED, family)))
                .toList();
    }

    private OptionalInt limit(Place place, String priority, String family) {
        return limits.limit(place.subscriptionId(), place.region(), priority, family);
    }

    /** {@code standardDSv2Family} is the family "Standard DSv2" of usages and quotas. */
    private static UsageBody ofFamily(
            String id, String kind, String family, String priority, Integer cores, OptionalInt limit) {
        String series = family.replaceFirst("^standard", "").replaceFirst("Family$", "");
        String name = "Standard " + series + " Family Cluster " + priority + " vCPUs";
        return UsageBody.limited(id + "/" + name.replace(' ', '_'), TYPES + "vmFamily/" + kind, cores, limit, name);
    }

    /**
     * {@code Usage} and {@code ResourceQuota} of Azure Machine Learning (2020-08-01 to 2023-04-01); the
     * latter has no current value.
     */
    record UsageBody(String id, String type, Integer currentValue, int limit, Name name, String unit) {

        record Name(String value, String localizedValue) {}

        /** A count that nothing limits, which Azure says with -1. */
        static UsageBody unlimited(String id, String type, Integer currentValue, String name) {
            return limited(id, type, currentValue, OptionalInt.empty(), name);
        }

        /** A count with its limit, or with -1. */
        static UsageBody limited(String id, String type, Integer currentValue, OptionalInt limit, String name) {
            return new UsageBody(id, type, currentValue, limit.orElse(-1), new Name(name, name), "Count");
        }
    }
}
