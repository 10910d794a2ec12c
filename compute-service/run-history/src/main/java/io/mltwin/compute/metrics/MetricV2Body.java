package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A metric of {@code /metric/v2.0}: columns with their types, and values with steps.
 *
 * @param continuationToken of the next page of values, null at the end
 */
public record MetricV2Body(
        String dataContainerId,
        String name,
        Map<String, String> columns,
        String namespace,
        String standardSchemaId,
        List<Value> value,
        String continuationToken,
        String nextLink) {

    /** With all its values. */
    MetricV2Body(
            String dataContainerId,
            String name,
            Map<String, String> columns,
            String namespace,
            String standardSchemaId,
            List<Value> value) {
        this(dataContainerId, name, columns, namespace, standardSchemaId, value, null, null);
    }

    /** The same metric as a page that others follow. */
    MetricV2Body followedBy(String token) {
        return new MetricV2Body(dataContainerId, name, columns, namespace, standardSchemaId, value, token, null);
    }

    /** One logged value. */
    public record Value(String metricId, Instant createdUtc, Long step, Map<String, JsonNode> data) {}

    /** {@code BatchIMetricV2}. */
    public record Batch(List<MetricV2Body> values, Boolean reportErrors) {}

    /**
     * {@code PostRunMetricsResult}; a batch is stored as a whole, so errors are answered as errors.
     */
    public record BatchResult(List<String> errors) {}

    /**
     * {@code RetrieveFullFidelityMetricRequest}, and {@code ListMetrics}, which names no metric.
     */
    public record Request(
            String metricName,
            String metricNamespace,
            String name,
            String continuationToken,
            Instant startTime,
            Instant endTime) {
        String wanted() {
            return metricName == null ? name : metricName;
        }
    }

    /** {@code MetricDefinition}: what is known of a metric without its values. */
    public record Definition(Key metricKey, Map<String, String> columns, Properties properties) {

        /** {@code DerivedMetricKey}. */
        public record Key(String namespace, String name, List<String> columnNames) {}

        /** {@code MetricProperties}: how a user interface shows the metric. */
        public record Properties(String uxMetricType) {}
    }
}
