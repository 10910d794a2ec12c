package io.mltwin.compute.computetargets;

import io.mltwin.compute.encryption.ScratchDisk;
import java.time.Duration;

/**
 * A compute target, as the queue and the nodes see it.
 *
 * @param computeId ARM id in lower case
 * @param vmSize of a cluster's nodes
 * @param vmPriority Dedicated or LowPriority
 * @param scratchDisk what the scratch disks of a cluster's nodes are
 */
public record ComputeTarget(
        String computeId,
        String workspaceId,
        String workspaceArmId,
        String name,
        String computeType,
        String provisioningState,
        int minNodes,
        int maxNodes,
        Duration idleBeforeScaleDown,
        String vmSize,
        String vmPriority,
        ScratchDisk scratchDisk) {

    /** True for a machine that exists already and is reached, not made. */
    public boolean isAttachedMachine() {
        return ComputeValidator.isMachine(computeType);
    }

    /** True for a compute instance, on which nothing runs. */
    public boolean isInstance() {
        return computeType.equals(ComputeValidator.COMPUTE_INSTANCE);
    }

    /** True for a target that runs scripts on nodes. */
    public boolean isCluster() {
        return computeType.equals(ComputeValidator.AML_COMPUTE);
    }
}
