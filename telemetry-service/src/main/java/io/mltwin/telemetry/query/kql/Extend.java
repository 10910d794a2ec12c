package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code | extend a = expression}: one more column, or another value for one there is. */
record Extend(List<Named> columns) implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        Rows rows = input;
        for (Named column : columns) {
            rows = extend(rows, column, now);
        }
        return rows;
    }

    private static Rows extend(Rows input, Named column, Instant now) {
        Column made = Named.columns(List.of(column), input.schema()).get(0);
        int present = input.schema().indexOf(made.name());
        List<Column> all = new ArrayList<>(input.schema().columns());
        if (present < 0) {
            all.add(made);
        } else {
            all.set(present, made);
        }
        return input.with(new Schema(all), input.rows().map(row -> {
            Object value = input.values(List.of(column), row, now).get(0);
            List<Object> values = new ArrayList<>(row.values());
            if (present < 0) {
                values.add(value);
            } else {
                values.set(present, value);
            }
            return new Row(values);
        }));
    }
}
