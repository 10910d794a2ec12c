package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /**
     * The part of a metric that is ciphertext at rest: its values and their meaning. Both interfaces share it.
     */
    record MetricContent(
            String metricType,
            String description,
            String label,
            String dataLocation,
            Map<String, String> columns,
            Long step,
            List<Map<String, JsonNode>> cells) {}
}
