package io.mltwin.compute.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure ML's service limits of metrics. */
class MetricValidatorTest {

    private static MetricPoint point(String name, List<Map<String, JsonNode>> cells) {
        return new MetricPoint(
                "m",
                name,
                Instant.EPOCH,
                null,
                new MetricContent("azureml.v1.scalar", null, null, null, Map.of(), null, cells));
    }

    private static void taken(boolean expected, Runnable validation) {
        AzureException fault = catchThrowableOfType(AzureException.class, validation::run);
        if (expected) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault.status()).isEqualTo(400);
            assertThat(fault.code()).isEqualTo("MetricLimitExceeded");
        }
    }

    @ParameterizedTest
    @CsvSource({"255, true", "256, false"})
    void lengths(int length, boolean expected) {
        // Given
        String text = "a".repeat(length);

        // Then
        taken(expected, () -> MetricValidator.validate(point(text, List.of())));
        taken(expected, () -> MetricValidator.validate(point("m", List.of(Map.of(text, IntNode.valueOf(1))))));
        taken(expected, () -> MetricValidator.validate(point("m", List.of(Map.of("c", TextNode.valueOf(text))))));
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false"})
    void columns(int count, boolean expected) {
        Map<String, JsonNode> cell = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            cell.put("c" + i, IntNode.valueOf(i));
        }

        taken(expected, () -> MetricValidator.validate(point("m", List.of(cell))));
    }

    @ParameterizedTest
    @CsvSource({"250, 1, true", "251, 1, false", "125, 2, true", "126, 2, false"})
    void rowsOfABatch(int metrics, int rows, boolean expected) {
        MetricPoint one = point("m", Collections.nCopies(rows, Map.of("m", IntNode.valueOf(1))));

        taken(expected, () -> MetricValidator.validateBatch(Collections.nCopies(metrics, one)));
    }

    @Test
    void namesAndRowsOfARun() {
        taken(true, () -> MetricValidator.validateNames("r", 50));
        taken(false, () -> MetricValidator.validateNames("r", 51));
        taken(true, () -> MetricValidator.validateSeries("m", 1_000_000));
        taken(false, () -> MetricValidator.validateSeries("m", 1_000_001));
    }
}
