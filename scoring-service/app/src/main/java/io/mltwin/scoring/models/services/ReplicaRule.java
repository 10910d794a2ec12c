package io.mltwin.scoring.models.services;

import static io.mltwin.encoding.Absence.isTrue;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.scoring.models.services.ServiceRequestBody.AutoScaler;
import java.time.Duration;

/**
 * How many replicas a web service has ({@code numReplicas}, {@code autoScaler} of AKS).
 *
 * @param count that it starts with
 * @param scaling null where the number stays
 */
public record ReplicaRule(int count, Scaling scaling) {

    public static final ReplicaRule ONE = new ReplicaRule(1, null);

    private static final int LEAST = 1;
    private static final int MOST = 10;
    private static final int TARGET_PERCENT = 70;

    /** Returns the rule of a request, with Azure's defaults. */
    static ReplicaRule of(ServiceRequestBody request) {
        AutoScaler scaler = request.autoScaler();
        if (scaler == null || !isTrue(scaler.autoscaleEnabled())) {
            return request.numReplicas() == null ? ONE : new ReplicaRule(request.numReplicas(), null);
        }
        int least = requireNonNullElse(scaler.minReplicas(), LEAST);
        int most = scaler.maxReplicas() == null ? Math.max(least, MOST) : scaler.maxReplicas();
        return new ReplicaRule(
                least,
                least == most
                        ? null
                        : new Scaling(
                                least,
                                most,
                                requireNonNullElse(scaler.targetUtilization(), TARGET_PERCENT),
                                Duration.ofSeconds(requireNonNullElse(scaler.refreshPeriodInSeconds(), 1))));
    }

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
}
