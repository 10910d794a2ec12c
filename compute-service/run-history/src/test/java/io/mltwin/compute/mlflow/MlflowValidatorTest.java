package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.mlflow.MlflowRunBody.KeyValueBody;
import io.mltwin.compute.mlflow.MlflowRunBody.MlflowMetricBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowValidatorTest {

    private static String refusal(Runnable work) {
        AzureException fault = catchThrowableOfType(AzureException.class, work::run);
        return fault == null ? null : fault.code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acc", "val/loss", "a b-c_d.e", "system:gpu", "0", "größe"})
    void takesKeys(String key) {
        assertThat(MlflowValidator.requireKey("metric", key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/acc", "acc/", "a//b", "../a", "a/..", ".", "a?b", "a\nb", "a'b", "a%b"})
    void refusesKeys(String key) {
        assertThat(refusal(() -> MlflowValidator.requireKey("metric", key))).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, 0, true",
        "1001, 0, 0, false",
        "0, 100, 100, true",
        "0, 101, 0, false",
        "0, 0, 101, false",
        "900, 100, 0, true",
        "900, 100, 1, false"
    })
    void countsOfABatch(int metrics, int params, int tags, boolean taken) {
        assertThat(refusal(() -> MlflowValidator.validateCounts(metrics, params, tags)) == null)
                .isEqualTo(taken);
    }

    @Test
    void sizeOfABatch() {
        assertThatCode(() -> MlflowValidator.validateSize(1_000_000)).doesNotThrowAnyException();
        assertThat(refusal(() -> MlflowValidator.validateSize(1_000_001))).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void lengthsOfKeysAndValues() {
        assertThat(refusal(() -> MlflowValidator.requireKey("tag", "a".repeat(251))))
                .isNotNull();
        assertThat(refusal(() -> MlflowValidator.params(List.of(new KeyValueBody("a", "b".repeat(6_001))))))
                .isNotNull();
        assertThat(refusal(() -> MlflowValidator.tags(List.of(new KeyValueBody("a", "b".repeat(8_001))))))
                .isNotNull();
    }

    @Test
    void aParameterHasOneValue() {
        KeyValueBody one = new KeyValueBody("lr", "1");

        assertThat(MlflowValidator.params(List.of(one, one))).isEqualTo(Map.of("lr", "1"));
        assertThat(refusal(() -> MlflowValidator.params(List.of(one, new KeyValueBody("lr", "2")))))
                .isNotNull();
        assertThat(MlflowValidator.tags(List.of(one, new KeyValueBody("lr", "2"))))
                .isEqualTo(Map.of("lr", "2"));
    }

    @ParameterizedTest
    @CsvSource({
        "acc, 1, 0, , true",
        "acc, NaN, 5, -3, true",
        "acc, Infinity, 5, 9, true",
        "acc, , 5, 1, false",
        "acc, 1, , 1, false",
        "acc, 1, -1, 1, false",
        "acc, 1, 9223372036854775807, 1, false",
        ", 1, 1, 1, false"
    })
    void pointsOfAMetric(String key, Double value, Long timestamp, Long step, boolean taken) {
        MlflowMetricBody metric = new MlflowMetricBody(key, value, timestamp, step);

        assertThat(refusal(() -> MlflowValidator.point(metric)) == null).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "50000, true", "0, false", "50001, false"})
    void sizesOfPages(int asked, boolean taken) {
        assertThat(refusal(() -> MlflowValidator.maxResults(asked, 100, 50_000)) == null)
                .isEqualTo(taken);
    }
}
