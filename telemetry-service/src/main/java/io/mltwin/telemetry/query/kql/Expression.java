package io.mltwin.telemetry.query.kql;

import java.time.Instant;

/** A scalar expression of the syntax tree; immutable. */
interface Expression {

    /**
     * Returns its type over rows of this schema.
     *
     * @throws KqlException when a column is unknown or the parts do not fit together
     */
    KqlType type(Schema schema);

    /** Returns its value for a row; null for Kusto's null. {@code now} is the time of the query. */
    Object value(Schema schema, Row row, Instant now);

    /**
     * Returns the column name that Kusto gives it when the query gives none; empty when it has none
     * of its own.
     */
    default String defaultName() {
        return "";
    }
}
