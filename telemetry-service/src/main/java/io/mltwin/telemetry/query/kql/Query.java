package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;

/**
 * A query of the part of Kusto's language that is built: the syntax tree, and its evaluation over a
 * table's rows.
 *
 * @param visualization the chart that {@code render} names; null for none. It leaves the rows as
 *     they are
 */
public record Query(String table, List<Operator> steps, String visualization) {

    /**
     * Reads a query.
     *
     * @throws KqlException when it is not understood
     */
    public static Query parse(String text) {
        return Parser.parse(text);
    }

    /**
     * Runs it; rows are read while the result is.
     *
     * @throws KqlException when columns or types do not fit
     */
    public Rows run(Rows input, Instant now) {
        Rows rows = input;
        for (Operator step : steps) {
            rows = step.apply(rows, now);
        }
        return rows;
    }
}
