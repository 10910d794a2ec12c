package io.mltwin.telemetry.metrics;

import java.time.Instant;
import java.util.Map;

/**
 * One occurrence that a metric counts, or one reading of a level.
 *
 * @param value null for an occurrence
 */
record MetricPoint(String metric, Instant timestamp, Map<String, String> dimensions, Double value) {

    static MetricPoint occurrence(String metric, Instant timestamp, Map<String, String> dimensions) {
        return new MetricPoint(metric, timestamp, dimensions, null);
    }

    double number() {
        return value == null ? 1 : value;
    }
}
