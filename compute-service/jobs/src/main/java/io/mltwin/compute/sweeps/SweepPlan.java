package io.mltwin.compute.sweeps;

import java.time.Duration;
import java.util.List;

/**
 * A sweep as it was asked for, validated.
 *
 * @param trials number of trials in all
 * @param concurrentTrials number of trials at the same time
 * @param timeout of the whole sweep; null for none
 * @param earlyTermination null for none
 * @param trial what each trial runs
 */
record SweepPlan(
        Objective objective,
        Sampling sampling,
        int trials,
        int concurrentTrials,
        Duration timeout,
        EarlyTermination earlyTermination,
        TrialTemplate trial) {
    /**
     * {@code Objective}: the metric that the trials of a sweep are compared by.
     *
     * @param isMaximum true where the highest value is the best
     */
    record Objective(String primaryMetric, boolean isMaximum) {

        /** Returns whether the first value is better than the second. */
        boolean isBetter(double value, double other) {
            return isMaximum ? value > other : value < other;
        }

        /** The best of some values. */
        double best(List<Double> values) {
            return values.stream()
                    .reduce((one, other) -> isBetter(other, one) ? other : one)
                    .orElseThrow();
        }
    }
}
