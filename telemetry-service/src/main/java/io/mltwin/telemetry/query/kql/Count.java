package io.mltwin.telemetry.query.kql;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** {@code | count}. */
record Count() implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        return input.with(
                new Schema(List.of(new Column("Count", KqlType.LONG))),
                Stream.of(new Row(List.of(input.rows().count()))));
    }
}
