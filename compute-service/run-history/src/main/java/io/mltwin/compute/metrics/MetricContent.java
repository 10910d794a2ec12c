package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

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
