package io.mltwin.telemetry.query.kql;

import java.time.Instant;

/** A constant. */
record Literal(KqlType type, Object constant) implements Expression {

    @Override
    public KqlType type(Schema schema) {
        return type;
    }

    @Override
    public Object value(Schema schema, Row row, Instant now) {
        return constant;
    }
}
