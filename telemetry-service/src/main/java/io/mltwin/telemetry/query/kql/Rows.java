package io.mltwin.telemetry.query.kql;

import io.mltwin.armweb.EvaluationBudget;
import java.time.Instant;
import java.util.ArrayList;
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
}
