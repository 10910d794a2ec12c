package io.mltwin.compute.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricMapperTest {

    private static MetricBody logged(MetricBody.Schema schema, Map<String, JsonNode> cell) {
        return new MetricBody(
                "r",
                null,
                null,
                null,
                null,
                "loss",
                null,
                null,
                null,
                null,
                cell == null ? null : List.of(cell),
                schema);
    }

    @Test
    void typesOfColumnsComeFromTheCellsWithoutASchema() {
        // When
        MetricContent content = MetricMapper.content(logged(
                null, Map.of("a", IntNode.valueOf(1), "b", DoubleNode.valueOf(0.5), "c", TextNode.valueOf("x"))));

        // Then
        assertThat(content.columns()).isEqualTo(Map.of("a", "int", "b", "float", "c", "string"));
        assertThat(content.metricType()).isEqualTo("azureml.v1.scalar");
        assertThat(MetricMapper.content(logged(null, null)).cells()).isEmpty();
    }

    @Test
    void aSchemaNamesColumnsAndIsFloatByDefault() {
        MetricContent content = MetricMapper.content(logged(
                new MetricBody.Schema(
                        2,
                        List.of(new MetricBody.Property("p1", "a", "int"), new MetricBody.Property("p2", null, null))),
                Map.of("a", IntNode.valueOf(1))));

        assertThat(content.columns()).isEqualTo(Map.of("a", "int", "p2", "float"));
    }

    @Test
    void valuesOfOneNameAreOneMetricOfV2() {
        // Given
        MetricV2Body.Value third = new MetricV2Body.Value(null, null, 3L, cell(3));
        MetricV2Body logged = new MetricV2Body(null, "loss", null, null, null, List.of(third));

        // When
        MetricV2Body shown = MetricMapper.v2(
                "r",
                "loss",
                List.of(entity("m1"), entity("m2")),
                List.of(MetricMapper.content(logged(null, cell(1))), MetricMapper.content(logged, third)));

        // Then
        assertThat(shown.dataContainerId()).isEqualTo("dcid.r");
        assertThat(shown.columns()).isEqualTo(Map.of("loss", "int"));
        assertThat(shown.value()).extracting(MetricV2Body.Value::step).containsExactly(0L, 3L);
        assertThat(shown.value()).extracting(MetricV2Body.Value::metricId).containsExactly("m1", "m2");
    }

    private static Map<String, JsonNode> cell(int value) {
        return Map.of("loss", IntNode.valueOf(value));
    }

    private static MetricEntity entity(String id) {
        MetricEntity metric = new MetricEntity();
        metric.metricId = id;
        return metric;
    }
}
