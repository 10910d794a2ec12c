package io.mltwin.compute.execution;

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
