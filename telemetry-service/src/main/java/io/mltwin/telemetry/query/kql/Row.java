package io.mltwin.telemetry.query.kql;

import java.util.Collections;
import java.util.List;

/**
 * Values in the order of a schema. A value is null, String, Long, Double, Boolean, Instant,
 * Duration or, for dynamic, a Jackson node.
 */
public record Row(List<Object> values) {

    public Row {
        // not List.copyOf: a value may be null
        values = Collections.unmodifiableList(values);
    }

    /** Returns its size in memory. */
    long bytes() {
        return values.stream().mapToLong(Values::bytes).sum();
    }

    Object get(int index) {
        return values.get(index);
    }
}
