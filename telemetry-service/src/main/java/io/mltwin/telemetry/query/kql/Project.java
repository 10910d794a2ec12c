package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code | project a, b = expression}. */
record Project(List<Named> columns) implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        Schema schema = new Schema(Named.columns(columns, input.schema()));
        return new Rows(schema, input.rows().map(row -> project(input.schema(), row, now)));
    }

    private Row project(Schema schema, Row row, Instant now) {
        List<Object> values = new ArrayList<>(columns.size());
        for (Named column : columns) {
            values.add(column.expression().value(schema, row, now));
        }
        return new Row(values);
    }
}
