package io.mltwin.compute.execution;

import io.mltwin.compute.computetargets.ComputeTarget;

/**
 * The requirements of a run for its nodes: {@code resources}, {@code queueSettings}, {@code identity} and
 * {@code distribution} of a job.
 *
 * @param instanceType size of the nodes, or null
 * @param instanceCount how many nodes the run has
 * @param lowPriority whether serverless compute takes nodes that Azure may take back
 * @param identity null where the job says nothing of it
 * @param distribution null for one process
 */
public record RunRequirements(
        String instanceType,
        int instanceCount,
        boolean lowPriority,
        JobIdentity identity,
        RunDistribution distribution) {

    /** One process on one node, of whatever size. */
    public static final RunRequirements NONE = new RunRequirements(null, 1, false, null, null);

    String vmPriority() {
        return lowPriority ? ComputeTarget.LOW_PRIORITY : ComputeTarget.DEDICATED;
    }
}
