package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code Metric} and {@code RunMetric} of run history v1. */
public record MetricBody(
        String runId,
        String metricId,
        String dataContainerId,
        String metricType,
        Instant createdUtc,
        String name,
        String description,
        String label,
        Integer numCells,
        String dataLocation,
        List<Map<String, JsonNode>> cells,
        Schema schema) {

    /** The columns of the cells. */
    public record Schema(Integer numProperties, List<Property> properties) {}

    /** One column; {@code type} such as {@code float}, {@code int}, {@code string}. */
    public record Property(String propertyId, String name, String type) {}

    /** {@code BatchMetricDto}. */
    public record Batch(List<MetricBody> values) {}
}
