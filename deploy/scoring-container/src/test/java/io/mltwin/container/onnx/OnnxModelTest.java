package io.mltwin.container.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.container.Scorer;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** softmax.onnx: input float[batch, 2], output its softmax. */
class OnnxModelTest {

    @TempDir
    Path folder;

    @Test
    void labelsNameTheMostProbableColumn() throws Throwable {
        // Given
        Scorer model = load("softmax", "[\"no\",\"yes\"]");
        // When
        String answer = score(model, "{\"ignored\":[1],\"data\":[[0,0],[1000,0]]}");
        // Then
        assertThat(answer).isEqualTo("{\"result\":[\"no\",\"no\"],\"probabilities\":[[0.5,0.5],[1.0,0.0]]}");
    }

    @Test
    void withoutLabelsTheOutputsAreAnsweredByName() throws Throwable {
        assertThat(score(load("softmax", null), "{\"data\":[[1,1]]}")).isEqualTo("{\"output\":[[0.5,0.5]]}");
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
                "{\"data\":[[1,2,3]]}",
                "{\"data\":[[1,2]]}}",
                "{\"data\":[[1,2]]} {}",
                "{\"inputs\":{\"input\":[[1,2]]}}}",
                "{\"data\":[[NaN,2]]}"
            })
    void whatIsNoInputIsTheClientsFault(String body) throws IOException {
        Scorer model = load("softmax", null);

        assertThatThrownBy(() -> score(model, body))
                .isInstanceOfSatisfying(
                        ScoringException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(ScoringException.Kind.BAD_INPUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"external-parent", "external-absolute", "external-beside", "external-branch", "external-constant"
            })
    void aModelThatReadsOtherFilesIsNotLoaded(String name) throws IOException {
        Files.writeString(folder.resolve("labels.json"), "[\"a secret\"]");

        assertThatThrownBy(() -> load(name, null))
                .hasMessageContaining("the ONNX model cannot be loaded")
                .hasMessageContaining("external data");
    }

    @Test
    void aModelThatIsCutIsNotLoaded() throws IOException {
        byte[] whole = bytes("softmax");
        Path file = folder.resolve("cut.onnx");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> OnnxModel.load(file, null, 1000))
                    .hasMessageContaining("the ONNX model cannot be loaded");
        }
    }

    @Test
    void aTensorLargerThanTheMachineIsNotLoaded() {
        assertThatThrownBy(() -> load("huge-initializer", null))
                .hasMessageContaining("the ONNX model cannot be loaded");
    }

    @Test
    void anOutputLargerThanTheMachineIsAnErrorOfTheModel() {
        assertThatThrownBy(() -> score(load("huge-output", null), "{\"data\":[[1,1]]}"))
                .hasMessageContaining("bad_alloc");
    }

    @Test
    void aModelThatNeverEndsIsEnded() {
        assertThatThrownBy(() -> score(load("endless", null), "{\"data\":[[1,1]]}"))
                .hasMessage("Scoring timeout after 1000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[[]]", "[\"a\"", "x"})
    void labelsThatAreNoArrayAreRefused(String labels) {
        assertThatThrownBy(() -> load("softmax", labels)).hasMessageContaining("the ONNX model cannot be loaded");
    }

    private static String score(Scorer model, String body) throws Throwable {
        return new String(model.score(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private Scorer load(String name, String labels) throws IOException {
        Path model = Files.write(folder.resolve("model.onnx"), bytes(name));
        Path file = labels == null ? null : Files.writeString(folder.resolve("labels.json"), labels);
        return OnnxModel.load(model, file, 1000);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = OnnxModelTest.class.getResourceAsStream("/onnx/" + name + ".onnx")) {
            return in.readAllBytes();
        }
    }
}
