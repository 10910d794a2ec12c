package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;

/**
 * {@code x in (a, b)} and {@code x !in (a, b)}. Nested expressions are taken in loops, since a
 * stream needs many frames of the stack.
 */
record In(Expression tested, List<Expression> choices, boolean negated) implements Expression {

    @Override
    public KqlType type(Schema schema) {
        tested.type(schema);
        for (Expression choice : choices) {
            choice.type(schema);
        }
        return KqlType.BOOL;
    }

    @Override
    public Object value(Schema schema, Row row, Instant now) {
        for (Expression choice : choices) {
            if (Boolean.TRUE.equals(new Binary("==", tested, choice).value(schema, row, now))) {
                return !negated;
            }
        }
        return negated;
    }
}
