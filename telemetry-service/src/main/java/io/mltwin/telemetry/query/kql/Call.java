package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A call of a scalar function. */
record Call(Function function, List<Expression> arguments) implements Expression {

    @Override
    public KqlType type(Schema schema) {
        List<KqlType> types = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            types.add(argument.type(schema));
        }
        return function.type(types);
    }

    @Override
    public Object value(Schema schema, Row row, Instant now) {
        // not toList() of List.of's kind: an argument may be null
        List<Object> values = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            values.add(argument.value(schema, row, now));
        }
        return function.apply(values, now);
    }

    /** {@code bin(timestamp, 1h)} keeps the name of what it bins. */
    @Override
    public String defaultName() {
        return function.keepsName() ? arguments.get(0).defaultName() : "";
    }
}
