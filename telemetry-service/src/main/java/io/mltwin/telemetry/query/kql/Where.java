package io.mltwin.telemetry.query.kql;

import java.time.Instant;

/** {@code | where condition}. */
record Where(Expression condition) implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        KqlType type = condition.type(input.schema());
        if (type != KqlType.BOOL && type != KqlType.DYNAMIC) {
            throw KqlException.semantic("where takes a condition, not a " + type.wireName() + ".");
        }
        return input.with(
                input.schema(), input.rows().filter(row -> Values.isTrue(condition.value(input.schema(), row, now))));
    }
}
