package io.mltwin.compute.metrics;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Maps between rows and the two wire forms of metrics. */
final class MetricMapper {

    static final String SCALAR = "azureml.v1.scalar";

    private MetricMapper() {}

    /** A metric of v1 that is to be stored; without an id and a time it gets both. */
    static MetricPoint point(MetricBody body, Instant now) {
        return new MetricPoint(
                idOf(body.metricId()),
                body.name(),
                body.createdUtc() == null ? now : body.createdUtc(),
                null,
                content(body));
    }

    /** A value of a metric of v2 that is to be stored. */
    static MetricPoint point(MetricV2Body body, MetricV2Body.Value value, Instant now) {
        return new MetricPoint(
                idOf(value.metricId()),
                body.name(),
                value.createdUtc() == null ? now : value.createdUtc(),
                value.step(),
                content(body, value));
    }

    private static String idOf(String given) {
        return given == null ? UUID.randomUUID().toString() : given;
    }

    static MetricContent content(MetricBody body) {
        return new MetricContent(
                requireNonNullElse(body.metricType(), SCALAR),
                body.description(),
                body.label(),
                body.dataLocation(),
                columns(body),
                null,
                orEmpty(body.cells()));
    }

    static MetricContent content(MetricV2Body body, MetricV2Body.Value value) {
        Map<String, String> columns = body.columns() == null ? columns(value.data()) : body.columns();
        return new MetricContent(SCALAR, null, null, null, columns, value.step(), List.of(value.data()));
    }

    static MetricBody v1(MetricEntity metric, MetricContent content) {
        List<MetricBody.Property> properties = content.columns().entrySet().stream()
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

    /** A metric without its values. */
    static MetricV2Body.Definition definition(String name, MetricContent content) {
        return new MetricV2Body.Definition(
                new MetricV2Body.Definition.Key(
                        null, name, List.copyOf(content.columns().keySet())),
                content.columns(),
                new MetricV2Body.Definition.Properties(content.metricType()));
    }

    static MetricV2Body v2(String runId, String name, List<MetricEntity> metrics, List<MetricContent> contents) {
        return v2(runId, name, metrics, contents, 0);
    }

    /**
     * The metrics of one name as one metric of v2.
     *
     * @param before how many values of the series come before them
     */
    static MetricV2Body v2(
            String runId, String name, List<MetricEntity> metrics, List<MetricContent> contents, int before) {
        Map<String, String> columns = new LinkedHashMap<>();
        List<MetricV2Body.Value> values = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            MetricEntity metric = metrics.get(i);
            MetricContent content = contents.get(i);
            columns.putAll(content.columns());
            for (Map<String, JsonNode> cell : content.cells()) {
                long step = content.step() == null ? before + values.size() : content.step();
                values.add(new MetricV2Body.Value(metric.metricId, metric.created, step, cell));
            }
        }
        return new MetricV2Body("dcid." + runId, name, columns, null, null, values);
    }

    private static Map<String, String> columns(MetricBody body) {
        if (body.schema() == null || body.schema().properties() == null) {
            return isEmpty(body.cells()) ? Map.of() : columns(body.cells().get(0));
        }
        Map<String, String> columns = new LinkedHashMap<>();
        body.schema()
                .properties()
                .forEach(p -> columns.put(
                        p.name() == null ? p.propertyId() : p.name(), requireNonNullElse(p.type(), "float")));
        return columns;
    }

    private static Map<String, String> columns(Map<String, JsonNode> data) {
        Map<String, String> columns = new LinkedHashMap<>();
        data.forEach((name, value) ->
                columns.put(name, value.isTextual() ? "string" : value.isIntegralNumber() ? "int" : "float"));
        return columns;
    }
}
