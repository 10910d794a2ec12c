package io.mltwin.console.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.console.chart.Chart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The values of a metric as a table, and as a chart when they are numbers.
 *
 * @param columns the names of the values in a row; one for a scalar metric
 * @param chart over the steps, with as many points as there are rows; null when not all values are
 *     numbers
 */
public record MetricTable(String name, List<String> columns, List<Row> rows, Chart chart) {

    /**
     * One logged value.
     *
     * @param cells in the order of the columns; an empty text where the row has none
     */
    public record Row(Long step, Instant time, List<String> cells) {}

    static MetricTable of(String name, List<MetricBody.Value> values) {
        Set<String> columns = new LinkedHashSet<>();
        values.forEach(value -> columns.addAll(value.data().keySet()));
        List<Row> rows = new ArrayList<>();
        boolean numeric = !values.isEmpty();
        for (MetricBody.Value value : values) {
            List<String> cells = new ArrayList<>();
            for (String column : columns) {
                JsonNode cell = value.data().get(column);
                numeric &= cell != null && cell.isNumber();
                cells.add(text(cell));
            }
            rows.add(new Row(value.step(), value.createdUtc(), cells));
        }
        return new MetricTable(name, List.copyOf(columns), rows, numeric ? chart(columns, values) : null);
    }

    /** Draws the values in the order of steps; one without a step stands at its own place. */
    private static Chart chart(Set<String> columns, List<MetricBody.Value> values) {
        List<Integer> ordered = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(at -> position(values, at)))
                .toList();
        List<Chart.Series> series = columns.stream()
                .map(column -> new Chart.Series(
                        column,
                        ordered.stream()
                                .map(values::get)
                                .map(value -> value.data().get(column))
                                .map(JsonNode::asDouble)
                                .toList()))
                .toList();
        return Chart.overNumbers(
                "line", ordered.stream().map(at -> position(values, at)).toList(), series);
    }

    private static double position(List<MetricBody.Value> values, int at) {
        Long step = values.get(at).step();
        return step == null ? at : step;
    }

    /** Returns the newest value of a scalar metric; null for another one. */
    String last() {
        return columns.size() == 1 && !rows.isEmpty()
                ? rows.get(rows.size() - 1).cells().get(0)
                : null;
    }

    private static String text(JsonNode cell) {
        if (cell == null || cell.isNull()) {
            return "";
        }
        return cell.isValueNode() ? cell.asText() : cell.toString();
    }
}
