package io.mltwin.compute.execution;

import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.encoding.AsciiCase;

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

    /**
     * {@code DistributionConfiguration} of a job.
     *
     * @param processCount processes of each node
     */
    public record RunDistribution(Kind kind, int processCount) {

        /** {@code DistributionType}, as far as it is built; the names are those that nodes know. */
        public enum Kind {
            PyTorch,
            Mpi
        }
    }

    /**
     * {@code IdentityConfiguration} of a job: as whom its script acts.
     *
     * @param clientId of the managed identity that is meant, or null; so are the two others
     */
    public record JobIdentity(Kind kind, String clientId, String objectId, String resourceId) {

        /** {@code IdentityConfigurationType}, as far as it is built. */
        public enum Kind {
            /** With the token of its run alone. */
            AML_TOKEN,
            /** As an identity of its target, or of the workspace. */
            MANAGED
        }

        /** Returns whether an identity is the one that is meant; every one is where nothing is said. */
        public boolean matches(String ofClient, String ofObject, String ofResource) {
            return matches(clientId, ofClient) && matches(objectId, ofObject) && matches(resourceId, ofResource);
        }

        private static boolean matches(String wanted, String actual) {
            return wanted == null || AsciiCase.equal(wanted, actual);
        }
    }
}
