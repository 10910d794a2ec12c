package io.mltwin.telemetry.query.kql;

import io.mltwin.armweb.EvaluationBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A table or a step's result: its columns, and its rows to be read once. */
public record Rows(Schema schema, Stream<Row> rows, EvaluationBudget budget) {

    Rows with(Schema other, Stream<Row> made) {
        return new Rows(other, made, budget);
    }

    /** Returns the values of columns for a row; the budget has them while they are made. */
    List<Object> values(List<Named> columns, Row row, Instant now) {
        List<Object> values = new ArrayList<>(columns.size());
        long made = 0;
        for (Named column : columns) {
            Object value = column.expression().value(schema, row, now);
            made += Values.bytes(value);
            budget.charge(Values.bytes(value));
            values.add(value);
        }
        budget.charge(-made);
        return values;
    }

    /**
     * Values in the order of a schema. A value is null, String, Long, Double, Boolean, Instant,
     * Duration or, for dynamic, a Jackson node.
     */
    public record Row(List<Object> values) {

        public Row {
            // not List.copyOf: a value may be null
            values = Collections.unmodifiableList(values);
        }

        /** Returns its size in memory. */
        long bytes() {
            return values.stream().mapToLong(Values::bytes).sum();
        }

        Object get(int index) {
            return values.get(index);
        }
    }
}
