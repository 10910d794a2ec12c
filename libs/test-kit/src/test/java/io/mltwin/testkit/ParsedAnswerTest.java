package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.ParsedJson.ParsedAnswer;
import io.restassured.builder.ResponseBuilder;
import io.restassured.response.Response;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ParsedAnswerTest {

    private static final String SCRIPT = "value.collect { it.id }";

    private static final List<Consumer<Response>> READERS = List.of(
            answer -> answer.then().body(SCRIPT, nullValue()),
            answer -> answer.then().extract().path(SCRIPT),
            answer -> answer.then().extract().jsonPath().getList(SCRIPT),
            answer -> answer.path(SCRIPT),
            answer -> answer.body().path(SCRIPT),
            answer -> answer.andReturn().jsonPath().get(SCRIPT));

    private static Response answer(String contentType, String body) {
        return ParsedAnswer.of(new ResponseBuilder()
                .setStatusCode(200)
                .setContentType(contentType)
                .setBody(body)
                .build());
    }

    private static Response json(String body) {
        return answer("application/json;charset=UTF-8", body);
    }

    @Test
    void bodyIsCheckedAtItsPaths() {
        json("{\"value\":[{\"id\":\"1\"},{\"id\":\"2\"}]}")
                .then()
                .statusCode(200)
                .body("value.id", contains("1", "2"))
                .body("value[0].id", equalTo("1"), "value[1].id", equalTo("2"))
                .body(containsString("\"id\""))
                .body("nextLink", nullValue());
    }

    @Test
    void failureNamesThePathTheExpectedAndTheActualValue() {
        Response answer = json("{\"a\":{\"b\":\"c\"}}");

        assertThatThrownBy(() -> answer.then().body("a", equalTo(1), "a.b", equalTo("d")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("JSON path a doesn't match.\nExpected: <1>\n  Actual: <{b=c}>");
        assertThatThrownBy(() -> answer.then().body("a.b", equalTo("c"), "a.b", equalTo("d")))
                .isInstanceOf(AssertionError.class)
                .hasMessage("JSON path a.b doesn't match.\nExpected: \"d\"\n  Actual: \"c\"");
    }

    @ParameterizedTest
    @FieldSource("READERS")
    void noReaderCompilesAScript(Consumer<Response> reader) {
        assertThatThrownBy(() -> reader.accept(json("{\"value\":[{\"id\":\"1\"}]}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid JSON path \"" + SCRIPT);
    }

    @Test
    void valuesAreExtracted() {
        Response answer = answer("application/vnd.oci.image.manifest.v1+json", "{\"a\":[1]}");

        assertThat(answer.then().extract().<Integer>path("a[0]")).isEqualTo(1);
        assertThat(answer.path("a").toString()).isEqualTo("[1]");
        assertThat(answer.jsonPath().getInt("a[0]")).isEqualTo(1);
    }

    @Test
    void anotherContentTypeIsReadByRestAssured() {
        Response xml = answer("application/xml", "<a><b>c</b></a>");

        assertThatCode(() -> xml.then().body("a.b", equalTo("c"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> xml.then().body("a.b", equalTo("d"))).isInstanceOf(AssertionError.class);
        assertThat(xml.<String>path("a.b")).isEqualTo("c");
    }

    @Test
    void emptyAnswerHasNoPaths() {
        assertThatThrownBy(() -> json("").then().body("a", nullValue()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The text is empty.");
    }
}
