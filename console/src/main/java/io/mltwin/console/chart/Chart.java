package io.mltwin.console.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Series that share their positions. The page's script draws them, and a table beside the chart
 * shows the same values.
 *
 * @param kind {@code line}, {@code bar} or {@code points}
 * @param axis what the positions are
 * @param positions seconds since 1970 or numbers, in rising order; empty when they are {@code
 *     labels}
 * @param labels names of the positions; empty when they are times or numbers
 * @param series one for each line
 */
public record Chart(String kind, Axis axis, List<Double> positions, List<String> labels, List<Series> series) {

    /** The meaning of a chart's positions. */
    public enum Axis {
        TIMES,
        NUMBERS,
        LABELS
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A series.
     *
     * @param values one for each position; null where there is none
     */
    public record Series(String name, List<Double> values) {}

    /** Returns a chart over times, in seconds since 1970. */
    public static Chart overTimes(String kind, List<Double> times, List<Series> series) {
        return new Chart(kind, Axis.TIMES, times, List.of(), series);
    }

    /** Returns a chart over numbers, such as the steps of a run. */
    public static Chart overNumbers(String kind, List<Double> numbers, List<Series> series) {
        return new Chart(kind, Axis.NUMBERS, numbers, List.of(), series);
    }

    /** Returns a chart over names. */
    public static Chart overLabels(String kind, List<String> labels, List<Series> series) {
        return new Chart(kind, Axis.LABELS, List.of(), labels, series);
    }

    /** Returns whether there is nothing to draw. */
    public boolean isEmpty() {
        return series.isEmpty() || positions.isEmpty() && labels.isEmpty();
    }

    /**
     * A line of the chart's table.
     *
     * @param values one for each series; null where there is none
     */
    public record Line(String position, List<Double> values) {}

    /** Returns the chart as a table. */
    public List<Line> table() {
        List<Line> lines = new ArrayList<>();
        int size = Math.max(positions.size(), labels.size());
        for (int i = 0; i < size; i++) {
            int at = i;
            lines.add(new Line(
                    position(at),
                    series.stream().map(one -> one.values().get(at)).toList()));
        }
        return lines;
    }

    private String position(int at) {
        return switch (axis) {
            case LABELS -> labels.get(at);
            case NUMBERS -> String.valueOf(positions.get(at));
            case TIMES ->
                Instant.ofEpochMilli(Math.round(positions.get(at) * 1000)).toString();
        };
    }

    /** Returns it as JSON for the script. */
    public String script() {
        try {
            return JSON.writeValueAsString(new Drawn(kind, axis, positions, labels, series));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A chart cannot be written as JSON", e);
        }
    }

    record Drawn(String kind, Axis axis, List<Double> positions, List<String> labels, List<Series> series) {}
}
