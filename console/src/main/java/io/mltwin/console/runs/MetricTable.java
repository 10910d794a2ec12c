package io.mltwin.console.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a metric as a table, of which a chart is drawn.
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
        return new MetricTable(name, List.copyOf(columns), rows, numeric);
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
