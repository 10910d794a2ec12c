package io.mltwin.console.logs;

import io.mltwin.console.chart.Chart;
import io.mltwin.console.logs.LogTable.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes the chart that a query's {@code render} names, as Azure's portal reads a result: the first
 * column of time, or else the first of text, gives the positions; each column of numbers is a
 * series, split by the values of the next column of text. It draws the rows that the page shows.
 */
final class LogCharts {

    private LogCharts() {}

    /** Returns the chart; null when none is named or the result has no numbers to draw. */
    static Chart of(LogTable result) {
        if (result.visualization() == null || result.visualization().equals("table")) {
            return null;
        }
        List<Column> columns = result.columns();
        int time = first(columns, -1, Column::isTime);
        int text = first(columns, -1, LogCharts::isText);
        int position = time >= 0 ? time : text;
        int split = time >= 0 ? text : first(columns, text, LogCharts::isText);
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isNumber()) {
                numbers.add(i);
            }
        }
        if (position < 0 || numbers.isEmpty()) {
            return null;
        }
        Set<String> positions = new LinkedHashSet<>();
        Map<String, Map<String, Double>> lines = new LinkedHashMap<>();
        for (List<String> row : result.shown()) {
            String at = row.get(position);
            if (at == null) {
                continue;
            }
            positions.add(at);
            for (int number : numbers) {
                String name = name(columns.get(number), split < 0 ? null : row.get(split), numbers);
                Double value = row.get(number) == null ? null : Double.valueOf(row.get(number));
                lines.computeIfAbsent(name, one -> new HashMap<>()).put(at, value);
            }
        }
        return chart(result.visualization(), time >= 0, List.copyOf(positions), lines);
    }

    private static Chart chart(
            String visualization, boolean timed, List<String> positions, Map<String, Map<String, Double>> lines) {
        List<String> ordered = timed
                ? positions.stream()
                        .sorted(Comparator.comparing(Instant::parse))
                        .toList()
                : positions;
        List<Chart.Series> series = lines.entrySet().stream()
                .map(line -> series(line.getKey(), line.getValue(), ordered))
                .toList();
        return timed
                ? Chart.overTimes(kind(visualization, true), seconds(ordered), series)
                : Chart.overLabels(kind(visualization, false), ordered, series);
    }

    private static Chart.Series series(String name, Map<String, Double> line, List<String> positions) {
        return new Chart.Series(name, positions.stream().map(line::get).toList());
    }

    private static List<Double> seconds(List<String> times) {
        return times.stream()
                .map(at -> Instant.parse(at).toEpochMilli() / 1000.0)
                .toList();
    }

    private static String name(Column number, String split, List<Integer> numbers) {
        if (split == null) {
            return number.name();
        }
        return numbers.size() == 1 ? split : split + " " + number.name();
    }

    private static String kind(String visualization, boolean timed) {
        return switch (visualization) {
            case "scatterchart" -> "points";
            case "barchart", "columnchart", "piechart" -> "bar";
            default -> timed ? "line" : "bar";
        };
    }

    private static boolean isText(Column column) {
        return !column.isTime() && !column.isNumber();
    }

    private static int first(List<Column> columns, int after, Predicate<Column> wanted) {
        for (int i = after + 1; i < columns.size(); i++) {
            if (wanted.test(columns.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
