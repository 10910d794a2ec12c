package io.mltwin.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** softmax.onnx: input float[batch, 2], output its softmax. */
class OnnxPredictorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void labelsNameTheMostProbableColumn() throws IOException, ScoringFailed {
        try (Predictor predictor = load("[\"no\",\"yes\"]")) {
            // When
            JsonNode answer = score(predictor, "{\"ignored\":[1],\"data\":[[0,5],[3,-1.5]]}");
            // Then
            assertThat(answer.path("result")).hasToString("[\"yes\",\"no\"]");
            assertThat(answer.path("probabilities").path(0).path(1).asDouble())
                    .isBetween(0.99, 1.0);
        }
    }

    @Test
    void withoutLabelsTheOutputsAreAnsweredByName() throws IOException, ScoringFailed {
        try (Predictor predictor = load(null)) {
            assertThat(
                            score(predictor, "{\"data\":[[1,1]]}")
                                    .path("output")
                                    .path(0)
                                    .path(0)
                                    .asDouble())
                    .isEqualTo(0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"data\":[]}",
                "{\"data\":1}",
                "{\"data\":[1,2]}",
                "{\"data\":[[1,\"x\"]]}",
                "{\"data\":[[1,2],[1]]}",
                "{\"data\":[[1,2,3]]}"
            })
    void whatIsNoInputIsTheClientsFault(String body) throws IOException, ScoringFailed {
        try (Predictor predictor = load(null)) {
            assertThatThrownBy(() -> predictor.predict(body.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfSatisfying(
                            ScoringFailed.class,
                            failed ->
                                    assertThat(failed.kind())
                                            .isEqualTo(ScoringFailed.Kind.BAD_INPUT));
        }
    }

    @Test
    void whatIsNoModelIsNotLoaded() {
        assertThatThrownBy(() -> OnnxPredictor.load(new byte[] {1, 2, 3}, null, 1000, JSON))
                .isInstanceOf(ScoringFailed.class);
    }

    private static JsonNode score(Predictor predictor, String body)
            throws IOException, ScoringFailed {
        return JSON.readTree(predictor.predict(body.getBytes(StandardCharsets.UTF_8)).body());
    }

    private static Predictor load(String labels) throws IOException, ScoringFailed {
        try (InputStream model = OnnxPredictorTest.class.getResourceAsStream("/softmax.onnx")) {
            return OnnxPredictor.load(
                    model.readAllBytes(),
                    labels == null ? null : labels.getBytes(StandardCharsets.UTF_8),
                    10_000,
                    JSON);
        }
    }
}
