package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;

/** {@code x in (a, b)} and {@code x !in (a, b)}. */
record In(Expression tested, List<Expression> choices, boolean negated) implements Expression {

    @Override
    public KqlType type(Schema schema) {
        tested.type(schema);
        choices.forEach(choice -> choice.type(schema));
        return KqlType.BOOL;
    }

    @Override
    public Object value(Schema schema, Row row, Instant now) {
        boolean found =
                choices.stream()
                        .anyMatch(
                                choice ->
                                        Boolean.TRUE.equals(
                                                new Binary("==", tested, choice)
                                                        .value(schema, row, now)));
        return found != negated;
    }
}
