package io.mltwin.compute.sweeps;

import java.util.List;

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
