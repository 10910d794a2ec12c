package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A metric of {@code /metric/v2.0}: columns with their types, and values with steps. */
public record MetricV2Body(
        String dataContainerId,
        String name,
        Map<String, String> columns,
        String namespace,
        String standardSchemaId,
        List<Value> value) {

    /** One logged value. */
    public record Value(
            String metricId, Instant createdUtc, Long step, Map<String, JsonNode> data) {}

    /** {@code BatchIMetricV2}. */
    public record Batch(List<MetricV2Body> values, Boolean reportErrors) {}

    /**
     * {@code PostRunMetricsResult}; a batch is stored as a whole, so errors are answered as errors.
     */
    public record BatchResult(List<String> errors) {}

    /** {@code RetrieveFullFidelityMetricRequest}; also names the metric to list. */
    public record Request(
            String metricName, String metricNamespace, String name, String continuationToken) {
        String wanted() {
            return metricName == null ? name : metricName;
        }
    }
}
