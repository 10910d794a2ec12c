package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                        | {}
         [ ]                                      | []
        [{"a":[1,{}]},"b"]                        | [{"a":[1.0,{}]},"b"]
        {"a": true ,"b":false}                    | {"a":true,"b":false}
        "tab \\t quote \\" slash \\/ \\u00e9"     | "tab \\u0009 quote \\u0022 slash / é"
        "\\\\ \\b\\f\\n\\r"                       | "\\u005c \\u0008\\u000c\\u000a\\u000d"
        "\\ud83d\\ude00"                          | "😀"
        -1.5e+3                                   | -1500.0
        0                                         | 0.0
        {"a":1,"a":2}                             | {"a":2.0}
        """)
    void aTextIsReadAndWritten(String text, String written) {
        assertThat(JsonValue.write(JsonValue.object("it", JsonValue.parse(text).content())))
                .isEqualTo("{\"it\":" + written + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{\"a\":1,}",
                "\"open",
                "\"bad \\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "nul",
                "True",
                "01",
                "1.",
                "+1",
                "1 2",
                "[] []",
                "'a'",
                "\"line\nbreak\"",
                "NaN"
            })
    void whatIsNoJsonIsRefusedWithItsPlace(String text) {
        assertThatThrownBy(() -> JsonValue.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("This is no JSON: character [0-9]+ is not expected there.");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> JsonValue.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 100 deep");
    }

    @Test
    void aMissingMemberHasNoValue() {
        JsonValue value = JsonValue.parse("{\"a\":[{\"b\":null,\"c\":7}]}");

        assertThat(value.at("x").at("y").text()).isNull();
        assertThat(value.at("x").items()).isEmpty();
        assertThat(value.at("a").items().get(0).at("b").text()).isNull();
        assertThat(value.at("a").items().get(0).at("c").number()).isEqualTo(7);
        assertThatThrownBy(() -> value.at("x").requireText("The x"))
                .isInstanceOf(MltwinException.class)
                .hasMessage("The x is missing.");
    }

    @Test
    void membersWithoutValueAreNotWritten() {
        assertThat(JsonValue.write(JsonValue.object("a", null, "b", List.of(1, "x"))))
                .isEqualTo("{\"b\":[1,\"x\"]}");
    }
}
