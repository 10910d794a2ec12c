package io.mltwin.telemetry.query.kql;

import io.mltwin.encoding.AsciiCase;

/** Scalar types of the Kusto query language, as the query API names them in its columns. */
public enum KqlType {
    STRING,
    LONG,
    INT,
    REAL,
    BOOL,
    DATETIME,
    TIMESPAN,
    DYNAMIC;

    boolean isNumber() {
        return this == LONG || this == INT || this == REAL;
    }

    /** Returns the type as in {@code columns[].type} of an answer. */
    public String wireName() {
        return AsciiCase.lower(name());
    }
}
