package io.mltwin.compute.metrics;

import java.time.Instant;

/**
 * A metric that is to be stored.
 *
 * @param step null where the client gave none: its place in the series counts then
 */
record MetricPoint(String metricId, String name, Instant created, Long step, MetricContent content) {

    /** Rows as Azure ML's limits count them; a metric without cells is one too. */
    int rows() {
        return Math.max(1, content.cells().size());
    }
}
