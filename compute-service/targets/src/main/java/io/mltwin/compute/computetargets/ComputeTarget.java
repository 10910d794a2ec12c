package io.mltwin.compute.computetargets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.encoding.AsciiCase;
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

    /** The type of what Azure ML makes for one run; no compute of a workspace has it. */
    public static final String SERVERLESS = "Serverless";

    public static final String LOW_PRIORITY = "LowPriority";
    public static final String DEDICATED = "Dedicated";

    /** True for a machine that exists already and is reached, not made. */
    public boolean isAttachedMachine() {
        return ComputeValidator.isMachine(computeType);
    }

    /** True for a compute instance, on which nothing runs. */
    public boolean isInstance() {
        return computeType.equals(ComputeValidator.COMPUTE_INSTANCE);
    }

    /** True for a Databricks workspace. */
    public boolean isDatabricks() {
        return computeType.equals(ComputeValidator.DATABRICKS);
    }

    /** True for a data factory, in which nothing runs. */
    public boolean isDataFactory() {
        return computeType.equals(ComputeValidator.DATA_FACTORY);
    }

    /** True for a target that runs scripts on nodes. */
    public boolean isCluster() {
        return computeType.equals(ComputeValidator.AML_COMPUTE);
    }

    /** True for nodes that Azure ML makes for one run. */
    public boolean isServerless() {
        return computeType.equals(SERVERLESS);
    }

    /** True where Azure may take nodes back. */
    public boolean isLowPriority() {
        return AsciiCase.equal(LOW_PRIORITY, vmPriority);
    }

    /** The customer's subscription, in small letters. */
    public String subscriptionId() {
        return AsciiCase.lower(ArmResourceId.parse(workspaceArmId).subscriptionId());
    }

    /** Fired inside the transaction that creates or scales a compute target. */
    public record ComputeChanged(String computeId) {}

    /** Fired inside the transaction that deletes a compute target. */
    public record ComputeDeleted(String computeId) {}

    /**
     * Fired outside any transaction while a compute target is deleted: before its row is removed, and
     * again afterwards for runs that were queued in between.
     */
    public record ComputeDeletionStarted(String computeId) {}
}
