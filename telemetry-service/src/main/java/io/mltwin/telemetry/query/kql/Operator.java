package io.mltwin.telemetry.query.kql;

import java.time.Instant;

/** A step of a query, after a {@code |}; immutable. */
interface Operator {

    /**
     * Returns the step's result.
     *
     * @throws KqlException when a column is unknown or the parts do not fit together
     */
    Rows apply(Rows input, Instant now);
}
