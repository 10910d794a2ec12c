package io.mltwin.container.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.container.Scorer;
import io.mltwin.container.Scorer.ScoringException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of all types, shapes and names of models without an entry script. */
class OnnxTypesTest {

    @TempDir
    Path folder;

    private Scorer load(IdentityModel model) throws IOException {
        return OnnxModel.load(Files.write(folder.resolve("m.onnx"), model.write()), null, 10_000);
    }

    private static String score(Scorer model, String body) throws Throwable {
        return new String(model.score(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static long[] shape(String text) {
        return text == null || text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest(name = "type {0}, shape {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | -1x2 | [[1,2.5]] | [[1.0,2.5]]",
                "1 | -1 | [1,2.5] | [1.0,2.5]",
                "1 | -1x2x2 | [[[1,2],[3,4]]] | [[[1.0,2.0],[3.0,4.0]]]",
                "11 | -1x1 | [[0.1]] | [[0.1]]",
                "10 | -1x2 | [[1,0.5]] | [[1.0,0.5]]",
                "7 | -1x1 | [[9007199254740993]] | [[9007199254740993]]",
                "6 | 2 | [1,-2] | [1,-2]",
                "5 | 1 | [-32768] | [-32768]",
                "3 | 2 | [-128,127] | [-128,127]",
                "9 | -1x2 | [[true,false]] | [[true,false]]",
                "8 | -1x1 | [[\"ü\"],[\"b\"]] | [[\"ü\"],[\"b\"]]"
            })
    void aTensorOfEachTypeAndShapeComesBack(int type, String shape, String data, String answer) throws Throwable {
        Scorer model = load(new IdentityModel().with("x", type, shape(shape)));

        assertThat(score(model, "{\"data\":" + data + "}")).isEqualTo("{\"x_out\":" + answer + "}");
        assertThat(score(model, "{\"x\":" + data + "}")).isEqualTo("{\"x_out\":" + answer + "}");
    }

    @ParameterizedTest(name = "type {0}, shape {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | -1x2 | [[1,\"a\"]] | no number",
                "1 | -1x2x2 | [[1,2]] | the model takes [-1, 2, 2]",
                "1 | -1x2x2 | [[[1,2],[3]]] | others of its level have 2",
                "1 | -1x1x1 | [[[1]],[1]] | level are arrays",
                "1 | -1x1x1 | [1,[[1]]] | level are values",
                "7 | -1 | [1.5] | whole numbers",
                "6 | -1 | [2147483648] | whole numbers from -2147483648",
                "2 | -1 | [-1] | from 0 to 255",
                "9 | -1 | [1] | true and false",
                "8 | -1 | [1] | texts",
                "8 | -1 | [null] | no value of a tensor",
                "1 | 2 | [[[[[[[[[[1]]]]]]]]]] | more than 8 dimensions"
            })
    void whatDoesNotFitIsTheClientsFault(int type, String shape, String data, String message) throws Throwable {
        Scorer model = load(new IdentityModel().with("x", type, shape(shape)));

        assertThatThrownBy(() -> score(model, "{\"data\":" + data + "}"))
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        ScoringException.class,
                        failed -> assertThat(failed.kind()).isEqualTo(ScoringException.Kind.BAD_INPUT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"a\":[[1],[2]],\"b\":[\"x\",\"y\"]}}",
                "{\"inputs\":{\"a\":[[1],[2]],\"b\":[\"x\",\"y\"]}}",
                "{\"a\":[[1],[2]],\"b\":[\"x\",\"y\"]}",
                "{\"input_data\":{\"columns\":[\"b\",\"a\"],\"index\":[0,1],\"data\":[[\"x\",1],[\"y\",2]]}}"
            })
    void severalInputsComeByNameOrAsColumns(String body) throws Throwable {
        Scorer model = load(new IdentityModel().with("a", 1, -1, 1).with("b", 8, -1));

        assertThat(score(model, body)).isEqualTo("{\"a_out\":[[1.0],[2.0]],\"b_out\":[\"x\",\"y\"]}");
    }

    @Test
    void rowsInMlflowsFormAreTheOneInput() throws Throwable {
        Scorer model = load(new IdentityModel().with("x", 1, -1, 2));

        assertThat(score(model, "{\"input_data\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,2]]}}"))
                .isEqualTo("{\"x_out\":[[1.0,2.0]]}");
        assertThat(score(model, "{\"input_data\":[[1,2]]}")).isEqualTo("{\"x_out\":[[1.0,2.0]]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"data\":{\"a\":[[1]]}} | lacks the model's input 'b'",
                "{\"data\":{\"a\":[[1]],\"b\":[\"x\"],\"c\":[1]}} | no input 'c'",
                "{\"data\":[[1]]} | give them by name",
                "{} | lacks the model's input 'a'",
                "[] | must be a JSON object"
            })
    void namesThatDoNotFitAreTheClientsFault(String body, String message) throws Throwable {
        Scorer model = load(new IdentityModel().with("a", 1, -1, 1).with("b", 8, -1));

        assertThatThrownBy(() -> score(model, body)).hasMessageContaining(message);
    }

    @Test
    void aTypeThatJavaDoesNotHaveNeedsAScript() {
        assertThatThrownBy(() -> load(new IdentityModel().with("x", 13, 1)))
                .hasMessageContaining("give the model an entry script");
    }
}
