package io.mltwin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedJsonTest {

    private static final String DOCUMENT = """
            {"text": "abc", "none": null, "yes": true, "empty": [], "size": 7,
             "a-b": "hyphen", "@type": "at", "class": "c", "properties": {"x": 1},
             "number": {"small": 1, "negative": -2, "long": 3000000000, "big": 30000000000000000000,
                        "decimal": 1.5, "exponent": 1E2, "great": 1e300, "third": 0.1},
             "dotted": {"a.b": {"c": "d"}},
             "value": [{"id": "1", "name": {"value": "n1"}, "tags": ["x", "y"]},
                       {"id": "2", "name": {"value": "n2"}, "kind": "k"},
                       {"id": "2", "name": {"value": null}, "tags": []}],
             "table": [[{"v": 1}, {"v": 2}], [{"v": 3}]],
             "mixed": [null, {"v": 1}]}
            """;

    private static final JsonPath JSON = new ParsedJson(DOCUMENT);

    private static List<Arguments> paths() {
        return List.of(
                Arguments.of("text", "abc"),
                Arguments.of("none", null),
                Arguments.of("missing", null),
                Arguments.of("missing.below[0].it", null),
                Arguments.of("none.below", null),
                Arguments.of("text.below", null),
                Arguments.of("yes", true),
                Arguments.of("empty", List.of()),
                Arguments.of("size", 7),
                Arguments.of("a-b", "hyphen"),
                Arguments.of("@type", "at"),
                Arguments.of("class", "c"),
                Arguments.of("properties.x", 1),
                Arguments.of("properties", Map.of("x", 1)),
                Arguments.of("number.small", 1),
                Arguments.of("number.negative", -2),
                Arguments.of("number.long", 3000000000L),
                Arguments.of("number.big", new BigInteger("30000000000000000000")),
                Arguments.of("number.decimal", 1.5f),
                Arguments.of("number.exponent", 100f),
                Arguments.of("number.great", 1e300),
                Arguments.of("number.third", 0.1f),
                Arguments.of("dotted.'a.b'.c", "d"),
                Arguments.of("'text'", "abc"),
                Arguments.of("text.length()", 3),
                Arguments.of("value.size()", 3),
                Arguments.of("value[0].size()", 3),
                Arguments.of("empty.size()", 0),
                Arguments.of("value[1].id", "2"),
                Arguments.of("value[-1].tags", List.of()),
                Arguments.of("value[3]", null),
                Arguments.of("value[3].id", null),
                Arguments.of("empty[0].id", null),
                Arguments.of("value.id", List.of("1", "2", "2")),
                Arguments.of("value.kind", Arrays.asList(null, "k", null)),
                Arguments.of("value.name.value", Arrays.asList("n1", "n2", null)),
                Arguments.of("value.tags", Arrays.asList(List.of("x", "y"), null, List.of())),
                Arguments.of("value.id[1]", "2"),
                Arguments.of("value[0].tags.x", null),
                Arguments.of("table.v", List.of(List.of(1, 2), List.of(3))),
                Arguments.of("table[0][1].v", 2),
                Arguments.of("mixed.v", List.of(1)),
                Arguments.of("empty.v", List.of()),
                Arguments.of("value.find { it.id == '2' }.kind", "k"),
                Arguments.of("value.find {it.name.value=='n2'}.kind", "k"),
                Arguments.of("value.find { it.id == '3' }", null),
                Arguments.of("value.find { it.id == '3' }.kind", null),
                Arguments.of("value.find { it.id == '2' && it.kind == null }.tags", List.of()),
                Arguments.of("value.find { it.id =~ /^[2-9]/ }.kind", "k"),
                Arguments.of("value.find { it.tags[1] == 'y' }.id", "1"),
                Arguments.of("value.findAll { it.id == '2' }.name.value", Arrays.asList("n2", null)),
                Arguments.of("value.findAll { it.kind != null }.size()", 1),
                Arguments.of("value.findAll { it.id != '1' }.id", List.of("2", "2")),
                Arguments.of("value.findAll { it.id == '3' }", List.of()),
                Arguments.of("empty.find { it.id == '3' }", null));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void pathGivesWhatRestAssuredGives(String path, Object expected) {
        assertThat(JSON.<Object>get(path)).isEqualTo(expected);
    }

    @Test
    void wholeDocumentIsItsEmptyPath() {
        JsonPath list = new ParsedJson("[{\"a\":1},{\"a\":2}]");

        assertThat(list.<Object>get("")).isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2)));
        assertThat(list.<Object>get("$")).isEqualTo(list.<Object>get(""));
        assertThat(list.<Object>get("[1].a")).isEqualTo(2);
        assertThat(list.<Object>get("a")).isEqualTo(List.of(1, 2));
        assertThat(list.<Object>get("size()")).isEqualTo(2);
        assertThat(list.<Object>get("find { it.a != null }.a")).isEqualTo(1);
        assertThat(new ParsedJson("5").<Object>get("")).isEqualTo(5);
    }

    @Test
    void typedValuesAreReadByTheSamePaths() {
        assertThat(JSON.getString("value[0].id")).isEqualTo("1");
        assertThat(JSON.getInt("value[0].id")).isEqualTo(1);
        assertThat(JSON.getList("value.id", Integer.class)).containsExactly(1, 2, 2);
        assertThat(JSON.getMap("properties")).isEqualTo(Map.of("x", 1));
        assertThat(JSON.getBoolean("yes")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a.",
                ".a",
                "a[b]",
                "a[",
                "a[0",
                "'a",
                "a.sum()",
                "a.collect { it.b == 'c' }",
                "a.find { it.b == 'c' || it.d == 'e' }",
                "a.find { it.b > 1 }",
                "a.find { it.b == 1 }",
                "a.find { b == 'c' }",
                "a.find { it.b == 'c'",
                "a + 1"
            })
    void anotherNotationIsRefused(String path) {
        assertThatThrownBy(() -> JSON.get(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid JSON path \"" + path + "\": expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.size()", "yes.size()", "text[0]", "text.find { it.a == 'b' }"})
    void whatIsNoListHasNoSizeAndNoElements(String path) {
        assertThatThrownBy(() -> JSON.get(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A list was expected in the JSON, not ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "<a/>", "{'a':1}"})
    void textThatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> new ParsedJson(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
