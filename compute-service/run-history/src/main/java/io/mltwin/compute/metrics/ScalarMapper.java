package io.mltwin.compute.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;

/** Maps between metrics of run history and the numbers among them. */
final class ScalarMapper {

    private ScalarMapper() {}

    /** Its id is made of all that it is, so that a repeated call stores nothing. */
    static MetricPoint point(String runId, ScalarPoint scalar) {
        String identity = String.join(
                "\n",
                runId,
                scalar.name(),
                Long.toString(scalar.step()),
                Long.toString(scalar.time().toEpochMilli()),
                Long.toString(Double.doubleToLongBits(scalar.value())));
        return new MetricPoint(
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString(),
                scalar.name(),
                scalar.time(),
                scalar.step(),
                new MetricContent(
                        MetricMapper.SCALAR,
                        null,
                        null,
                        null,
                        Map.of(scalar.name(), "float"),
                        scalar.step(),
                        List.of(Map.of(scalar.name(), DoubleNode.valueOf(scalar.value())))));
    }

    /**
     * The numbers of a metric: none of a table, an image or a matrix.
     *
     * @param place of its first cell in its series, which is the step where none was logged
     */
    static List<ScalarPoint> points(MetricEntity metric, MetricContent content, long place) {
        List<ScalarPoint> points = new ArrayList<>();
        if (!MetricMapper.SCALAR.equals(content.metricType())) {
            return points;
        }
        long next = place;
        for (Map<String, JsonNode> cell : content.cells()) {
            long step = content.step() == null ? next++ : content.step();
            number(metric.name, cell)
                    .ifPresent(value -> points.add(new ScalarPoint(metric.name, value, metric.created, step)));
        }
        return points;
    }

    private static OptionalDouble number(String name, Map<String, JsonNode> cell) {
        JsonNode value = cell.size() == 1 ? cell.values().iterator().next() : cell.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        return switch (value.asText()) {
            case "NaN", "Infinity", "-Infinity" -> OptionalDouble.of(Double.parseDouble(value.asText()));
            default -> OptionalDouble.empty();
        };
    }
}
