package io.mltwin.console.logs;

import java.util.List;

/**
 * The result of a query.
 *
 * @param rows values as text, one for each column; null for none
 * @param visualization the chart that the query names; null for none
 */
public record LogTable(List<Column> columns, List<List<String>> rows, String visualization) {

    /** How many rows a page shows. */
    static final int SHOWN = 500;

    /**
     * A column.
     *
     * @param type Kusto's: {@code datetime}, {@code string}, {@code long} …
     */
    public record Column(String name, String type) {

        boolean isTime() {
            return type.equals("datetime");
        }

        boolean isNumber() {
            return type.equals("int") || type.equals("long") || type.equals("real") || type.equals("decimal");
        }
    }

    /** Returns the rows that the page shows. */
    public List<List<String>> shown() {
        return rows.subList(0, Math.min(SHOWN, rows.size()));
    }

    /** Returns whether the page leaves rows out. */
    public boolean isCut() {
        return rows.size() > SHOWN;
    }
}
