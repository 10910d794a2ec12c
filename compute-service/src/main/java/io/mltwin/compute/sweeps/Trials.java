package io.mltwin.compute.sweeps;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.ScalarMetrics;
import io.mltwin.compute.metrics.ScalarPoint;
import io.mltwin.compute.runs.ChildRuns.Child;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the trials of a sweep have logged of its primary metric. */
@Singleton
class Trials {

    private final ScalarMetrics metrics;

    Trials(ScalarMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Returns the values by trial, in the order in which they were logged; without trials that have
     * none.
     */
    Map<String, List<Double>> logged(RunHistory history, List<Child> trials, String metric) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Child trial : trials) {
            List<Double> values =
                    metrics.history(history, trial.runId(), metric, null, null).value().stream()
                            .map(ScalarPoint::value)
                            .filter(Double::isFinite)
                            .toList();
            if (!values.isEmpty()) {
                all.put(trial.runId(), values);
            }
        }
        return all;
    }
}
