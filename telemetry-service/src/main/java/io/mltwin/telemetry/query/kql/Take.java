package io.mltwin.telemetry.query.kql;

import java.time.Instant;

/** {@code | take n} and {@code | limit n}. */
record Take(long count) implements Operator {

    @Override
    public Rows apply(Rows input, Instant now) {
        return input.with(input.schema(), input.rows().limit(count));
    }
}
