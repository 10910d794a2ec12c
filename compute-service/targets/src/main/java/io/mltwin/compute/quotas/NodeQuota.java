package io.mltwin.compute.quotas;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.quotas.VirtualMachineSizes.SizeBody;
import io.mltwin.compute.serverless.ServerlessPools;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Decides how many nodes the quotas of a subscription admit, and which size serverless compute has.
 * A run that can never have its nodes is refused when it is submitted; one whose quota others use
 * waits.
 */
@Singleton
public class NodeQuota {

    private static final String USUAL_SIZE = "Standard_DS3_v2";
    private static final String USER_ERROR = "UserError";
    private static final String INSTANCE_TYPE = "properties.resources.instanceType";

    private final CoreQuotas quotas;
    private final CoreUsage usage;
    private final VirtualMachineSizes sizes;
    private final ComputeTargets computes;
    private final ServerlessPools pools;

    NodeQuota(
            CoreQuotas quotas,
            CoreUsage usage,
            VirtualMachineSizes sizes,
            ComputeTargets computes,
            ServerlessPools pools) {
        this.quotas = quotas;
        this.usage = usage;
        this.sizes = sizes;
        this.computes = computes;
        this.pools = pools;
    }

    /**
     * Returns the size of the nodes of a run on serverless compute, in Azure's spelling.
     *
     * @param given null to have one chosen: the usual size, or the smallest one without a GPU that
     *     the quotas admit
     * @throws AzureException 400 for an unknown size, and {@code JobNodeCountExceedsCoreQuota} for
     *     more nodes than the quota could ever admit
     */
    public String requireSize(Workspace workspace, String given, int count, String vmPriority) {
        if (given == null) {
            return chooseSize(workspace, count, vmPriority);
        }
        SizeBody size = sizes.find(given)
                .orElseThrow(() -> badRequest(
                                USER_ERROR,
                                "The VM size '%s' is not available in %s; locations/vmSizes lists those that are.",
                                given,
                                workspace.region())
                        .withTarget(INSTANCE_TYPE));
        OptionalInt limit = limit(workspace, size, vmPriority);
        if (limit.isPresent() && limit.getAsInt() < size.vCPUs() * count) {
            throw exceeds(size, limit.getAsInt(), count, vmPriority);
        }
        return size.name();
    }

    private String chooseSize(Workspace workspace, int count, String vmPriority) {
        Optional<SizeBody> usual = sizes.find(USUAL_SIZE);
        return Stream.concat(
                        usual.stream(),
                        sizes.all().stream()
                                .filter(size -> size.gpus() == 0)
                                .sorted(Comparator.comparingInt(SizeBody::vCPUs)))
                .filter(size -> {
                    OptionalInt limit = limit(workspace, size, vmPriority);
                    return limit.isEmpty() || limit.getAsInt() >= size.vCPUs() * count;
                })
                .findFirst()
                .map(SizeBody::name)
                .orElseThrow(() -> exceeds(
                        usual.orElseThrow(),
                        limit(workspace, usual.get(), vmPriority).orElse(0),
                        count,
                        vmPriority));
    }

    private OptionalInt limit(Workspace workspace, SizeBody size, String vmPriority) {
        return quotas.limit(
                ArmResourceId.parse(workspace.id()).subscriptionId(), workspace.region(), vmPriority, size.family());
    }

    private static AzureException exceeds(SizeBody size, int limit, int count, String priority) {
        String quota = priority.equals(ComputeTarget.LOW_PRIORITY)
                ? "low priority vCPU quota"
                : "dedicated vCPU quota of the family " + size.family();
        int most = limit / size.vCPUs();
        return badRequest(
                        "JobNodeCountExceedsCoreQuota",
                        "The subscription has a "
                                + quota
                                + " of "
                                + limit
                                + ", which is less than the requested node count of "
                                + count
                                + ", which maps to "
                                + size.vCPUs() * count
                                + " vCPUs. "
                                + (most > 0 ? "Decrease the number of instances to " + most + ", choose" : "Choose")
                                + " another VM size, or request an increase of the quota.")
                .withTarget(most > 0 ? "properties.resources.instanceCount" : INSTANCE_TYPE);
    }

    /** Returns how many more nodes of a target may be started now. */
    @Transactional
    public int nodesLeft(ComputeTarget target) {
        if (target.isAttachedMachine() || !quotas.hasLimits(target.subscriptionId())) {
            return Integer.MAX_VALUE;
        }
        Optional<String> region =
                target.isServerless() ? pools.region(target.computeId()) : computes.region(target.computeId());
        int cores = usage.cores(target.vmSize());
        if (region.isEmpty() || cores == 0) {
            return Integer.MAX_VALUE;
        }
        String family = usage.family(target.vmSize());
        boolean isLow = target.isLowPriority();
        OptionalInt limit = quotas.limit(
                target.subscriptionId(),
                region.get(),
                isLow ? ComputeTarget.LOW_PRIORITY : ComputeTarget.DEDICATED,
                family);
        if (limit.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int used = usage.ofFamilies(target.subscriptionId(), region.get(), isLow).entrySet().stream()
                .filter(one -> isLow || one.getKey().equals(family))
                .mapToInt(one -> one.getValue())
                .sum();
        return Math.max(0, (limit.getAsInt() - used) / cores);
    }
}
