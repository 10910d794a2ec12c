package io.mltwin.console.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Series over common positions, for the page's script to draw; each chart has a table with the same
 * values.
 *
 * @param kind {@code line}, {@code bar} or {@code points}
 * @param times positions in seconds since 1970; empty when the positions are {@code labels}
 * @param labels names of the positions; empty when they are times
 * @param series one for each line
 */
public record Chart(String kind, List<Double> times, List<String> labels, List<Series> series) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A series.
     *
     * @param values one for each position; null where there is none
     */
    public record Series(String name, List<Double> values) {}

    /** Returns whether there is nothing to draw. */
    public boolean isEmpty() {
        return series.isEmpty() || times.isEmpty() && labels.isEmpty();
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
        int positions = Math.max(times.size(), labels.size());
        for (int i = 0; i < positions; i++) {
            int at = i;
            lines.add(
                    new Line(
                            position(at),
                            series.stream().map(one -> one.values().get(at)).toList()));
        }
        return lines;
    }

    private String position(int at) {
        return times.isEmpty()
                ? labels.get(at)
                : Instant.ofEpochMilli(Math.round(times.get(at) * 1000)).toString();
    }

    /** Returns it as JSON for the script. */
    public String script() {
        try {
            return JSON.writeValueAsString(new Drawn(kind, times, labels, series));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A chart cannot be written as JSON", e);
        }
    }

    record Drawn(String kind, List<Double> times, List<String> labels, List<Series> series) {}
}
