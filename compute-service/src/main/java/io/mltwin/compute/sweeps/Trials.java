package io.mltwin.compute.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.MetricService;
import io.mltwin.compute.metrics.MetricV2Body;
import io.mltwin.compute.runs.ChildRuns.Child;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What the trials of a sweep have logged of its primary metric. */
@Singleton
class Trials {

    private final MetricService metrics;

    Trials(MetricService metrics) {
        this.metrics = metrics;
    }

    /**
     * The values by trial, in the order in which they were logged; without those that have none.
     */
    Map<String, List<Double>> logged(RunHistory history, List<Child> trials, String metric) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Child trial : trials) {
            List<Double> values =
                    metrics.ofRun(history, trial.runId()).stream()
                            .filter(one -> one.name().equals(metric))
                            .flatMap(one -> one.value().stream())
                            .flatMap(value -> numbers(metric, value).stream())
                            .toList();
            if (!values.isEmpty()) {
                all.put(trial.runId(), values);
            }
        }
        return all;
    }

    /** The value under the metric's name, or the only one; none where it is no number. */
    private static List<Double> numbers(String metric, MetricV2Body.Value value) {
        JsonNode number = value.data().get(metric);
        if (number == null && value.data().size() == 1) {
            number = value.data().values().iterator().next();
        }
        List<Double> numbers = new ArrayList<>();
        if (number != null && number.isArray()) {
            StreamSupport.stream(number.spliterator(), false).forEach(one -> add(numbers, one));
        } else {
            add(numbers, number);
        }
        return numbers;
    }

    private static void add(List<Double> numbers, JsonNode number) {
        if (number != null && number.isNumber() && Double.isFinite(number.asDouble())) {
            numbers.add(number.asDouble());
        }
    }
}
