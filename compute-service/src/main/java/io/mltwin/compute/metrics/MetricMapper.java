package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between rows and the two wire forms of metrics. */
final class MetricMapper {

    private static final String SCALAR = "azureml.v1.scalar";

    private MetricMapper() {}

    static MetricContent content(MetricBody body) {
        return new MetricContent(
                body.metricType() == null ? SCALAR : body.metricType(),
                body.description(),
                body.label(),
                body.dataLocation(),
                columns(body),
                null,
                body.cells() == null ? List.of() : body.cells());
    }

    static MetricContent content(MetricV2Body body, MetricV2Body.Value value) {
        Map<String, String> columns =
                body.columns() == null ? columns(value.data()) : body.columns();
        return new MetricContent(
                SCALAR, null, null, null, columns, value.step(), List.of(value.data()));
    }

    static MetricBody v1(MetricEntity metric, MetricContent content) {
        List<MetricBody.Property> properties =
                content.columns().entrySet().stream()
                        .map(c -> new MetricBody.Property(c.getKey(), c.getKey(), c.getValue()))
                        .toList();
        return new MetricBody(
                metric.runId,
                metric.metricId,
                "dcid." + metric.runId,
                content.metricType(),
                metric.created,
                metric.name,
                content.description(),
                content.label(),
                content.cells().size(),
                content.dataLocation(),
                content.cells(),
                new MetricBody.Schema(properties.size(), properties));
    }

    /** The metrics of one name as one metric of v2. */
    static MetricV2Body v2(
            String runId, String name, List<MetricEntity> metrics, List<MetricContent> contents) {
        Map<String, String> columns = new LinkedHashMap<>();
        List<MetricV2Body.Value> values = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            MetricEntity metric = metrics.get(i);
            MetricContent content = contents.get(i);
            columns.putAll(content.columns());
            for (Map<String, JsonNode> cell : content.cells()) {
                long step = content.step() == null ? values.size() : content.step();
                values.add(new MetricV2Body.Value(metric.metricId, metric.created, step, cell));
            }
        }
        return new MetricV2Body("dcid." + runId, name, columns, null, null, values);
    }

    private static Map<String, String> columns(MetricBody body) {
        if (body.schema() == null || body.schema().properties() == null) {
            return body.cells() == null || body.cells().isEmpty()
                    ? Map.of()
                    : columns(body.cells().get(0));
        }
        Map<String, String> columns = new LinkedHashMap<>();
        body.schema()
                .properties()
                .forEach(
                        p ->
                                columns.put(
                                        p.name() == null ? p.propertyId() : p.name(),
                                        p.type() == null ? "float" : p.type()));
        return columns;
    }

    private static Map<String, String> columns(Map<String, JsonNode> data) {
        Map<String, String> columns = new LinkedHashMap<>();
        data.forEach(
                (name, value) ->
                        columns.put(
                                name,
                                value.isTextual()
                                        ? "string"
                                        : value.isIntegralNumber() ? "int" : "float"));
        return columns;
    }
}
