package io.mltwin.telemetry.query.kql;

import java.util.List;
import java.util.stream.Stream;

/** A table or a step's result: its columns, and its rows to be read once. */
public record Rows(Schema schema, Stream<Row> rows) {

    static Rows of(Schema schema, List<Row> rows) {
        return new Rows(schema, rows.stream());
    }
}
