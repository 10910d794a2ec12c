package io.mltwin.console.runs;

import io.mltwin.console.runs.RunListView.RunRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two runs: parameters, and the newest value of each scalar metric.
 *
 * @param parameters what only one of them has is empty in the other
 */
public record RunComparison(RunRow left, RunRow right, List<Line> parameters, List<Line> metrics) {

    /**
     * @param left null when the run has none
     * @param right null when the run has none
     */
    public record Line(String name, String left, String right) {

        public boolean isDifferent() {
            return !Objects.equals(left, right);
        }
    }

    static List<Line> lines(Map<String, String> left, Map<String, String> right) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Line> lines = new ArrayList<>();
        names.forEach(name -> lines.add(new Line(name, left.get(name), right.get(name))));
        return lines;
    }

    /** Returns the newest value of each scalar metric by name. */
    static Map<String, String> last(List<MetricTable> metrics) {
        Map<String, String> last = new TreeMap<>();
        for (MetricTable metric : metrics) {
            if (metric.last() != null) {
                last.put(metric.name(), metric.last());
            }
        }
        return last;
    }
}
