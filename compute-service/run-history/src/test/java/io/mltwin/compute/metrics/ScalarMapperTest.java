package io.mltwin.compute.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import io.mltwin.compute.metrics.ScalarMetrics.ScalarPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarMapperTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000);

    private static MetricContent content(String type, Long step, String... cells) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<Map<String, JsonNode>> all = new ArrayList<>();
        for (String cell : cells) {
            all.add(json.readValue(
                    cell, json.getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class)));
        }
        return new MetricContent(type, null, null, null, Map.of(), step, all);
    }

    private static List<ScalarPoint> points(MetricContent content) {
        MetricEntity metric = new MetricEntity();
        metric.name = "acc";
        metric.created = NOW;
        return ScalarMapper.points(metric, content, 7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
    void aPointComesBack(double value) throws Exception {
        ScalarPoint point = new ScalarPoint("acc", value, NOW, 3);
        MetricPoint stored = ScalarMapper.point("r", point);
        ObjectMapper json = new ObjectMapper();
        MetricContent read = Json.read(json.writeValueAsBytes(stored.content()), MetricContent.class);

        assertThat(points(read)).containsExactly(point);
        assertThat(stored.metricId()).isEqualTo(ScalarMapper.point("r", point).metricId());
        assertThat(stored.metricId())
                .isNotEqualTo(ScalarMapper.point("r2", point).metricId());
    }

    @Test
    void withoutAStepThePlaceInTheSeriesCounts() throws Exception {
        assertThat(points(content("azureml.v1.scalar", null, "{\"acc\":1}", "{\"acc\":2}")))
                .extracting(ScalarPoint::step)
                .containsExactly(7L, 8L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    azureml.v1.scalar | {"acc":1,"other":2} | 1
                    azureml.v1.scalar | {"value":1} | 1
                    azureml.v1.scalar | {"a":1,"b":2} | 0
                    azureml.v1.scalar | {"acc":"text"} | 0
                    azureml.v1.scalar | {"acc":null} | 0
                    azureml.v1.image | {"acc":1} | 0
                    azureml.v1.table | {"acc":1} | 0
                    azureml.v1.confusion_matrix | {"acc":1} | 0
                    azureml.v1.accuracy_table | {"acc":1} | 0
                    """)
    void onlyNumbersAreScalars(String type, String cell, int expected) throws Exception {
        assertThat(points(content(type, 1L, cell))).hasSize(expected);
    }
}
