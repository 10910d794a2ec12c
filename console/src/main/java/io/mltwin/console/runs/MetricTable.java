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
 * @param isNumeric whether all values are numbers, so that a chart can be drawn
 */
public record MetricTable(String name, List<String> columns, List<Row> rows, boolean isNumeric) {

    /**
     * One logged value.
     *
     * @param cells in the order of the columns; an empty text where the row has none
     */
    public record Row(Long step, Instant time, List<String> cells) {

        private double position(int index) {
            return step == null ? index : step;
        }
    }

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
        return new MetricTable(name, List.copyOf(columns), rows, numeric);
    }

    /**
     * Returns the chart over the steps, with as many points as the table has rows; null when not
     * all values are numbers. A value without a step stands at its place in the table.
     */
    public Chart chart() {
        if (!isNumeric) {
            return null;
        }
        List<Integer> ordered =
                IntStream.range(0, rows.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(at -> rows.get(at).position(at)))
                        .toList();
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            series.add(
                    new Chart.Series(
                            columns.get(column),
                            ordered.stream()
                                    .map(at -> Double.valueOf(rows.get(at).cells().get(column)))
                                    .toList()));
        }
        return Chart.overNumbers(
                "line", ordered.stream().map(at -> rows.get(at).position(at)).toList(), series);
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
