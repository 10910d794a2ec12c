package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What is ciphertext of a metric at rest: its values and what they mean. Both interfaces share it.
 */
record MetricContent(
        String metricType,
        String description,
        String label,
        String dataLocation,
        Map<String, String> columns,
        Long step,
        List<Map<String, JsonNode>> cells) {}
