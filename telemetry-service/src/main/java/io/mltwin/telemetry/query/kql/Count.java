package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;

/** {@code | count}. */
record Count() implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        return Rows.of(
                new Schema(List.of(new Column("Count", KqlType.LONG))),
                List.of(new Row(List.of(input.rows().count()))));
    }
}
