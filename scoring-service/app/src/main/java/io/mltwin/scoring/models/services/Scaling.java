package io.mltwin.scoring.models.services;

import java.time.Duration;

/**
 * How the number of replicas of a service or deployment follows the load.
 *
 * @param targetPercent of the requests that all replicas could work on at once
 * @param period between two looks at the load
 */
public record Scaling(int least, int most, int targetPercent, Duration period) {

    /**
     * Returns the number of replicas at which the requests are at most the target.
     *
     * @param pending requests that are worked on or wait
     * @param perReplica requests that a replica works on at once
     */
    public int desired(int pending, int perReplica) {
        long full = 100L * pending;
        long ofOne = (long) targetPercent * perReplica;
        long wanted = (full + ofOne - 1) / ofOne;
        return (int) Math.max(least, Math.min(most, wanted));
    }
}
