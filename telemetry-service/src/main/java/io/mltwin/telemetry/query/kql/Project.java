package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;

/** {@code | project a, b = expression}. */
record Project(List<Named> columns) implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        Schema schema = new Schema(Named.columns(columns, input.schema()));
        return input.with(schema, input.rows().map(row -> new Row(input.values(columns, row, now))));
    }
}
