package io.mltwin.workspace.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the functions of templates and policies make of expressions, their own tests show. */
class ExpressionParserTest {

    /** Evaluates an expression to how it was understood. */
    private static final Expression.Context SHOWN = new Expression.Context() {
        @Override
        public JsonNode call(Expression.Call call) {
            return TextNode.valueOf(call.arguments().stream()
                    .map(argument -> argument.value(this).toString())
                    .collect(Collectors.joining(" ", call.name() + "<", ">")));
        }

        @Override
        public JsonNode member(JsonNode target, JsonNode key, boolean safe) {
            return TextNode.valueOf(target.asText() + (safe ? "?" : "!") + key);
        }
    };

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "['a'] | a",
                "['it''s'] | it's",
                "[-12] | -12",
                "[ 99999999999 ] | 99999999999",
                "[f()] | f<>",
                "[ns.f(1, 'x')] | ns.f<1 \"x\">",
                "[f().a.b_c] | f<>!\"a\"!\"b_c\"",
                "[f()[0].?b] | f<>!0?\"b\"",
                "[f()[?'b']] | f<>?\"b\"",
                "[f(g(1)[2])] | f<\"g<1>!2\">"
            })
    void parses(String text, String understood) {
        assertThat(ExpressionParser.isExpression(text)).isTrue();
        assertThat(ExpressionParser.parse(text).value(SHOWN).asText()).isEqualTo(understood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "[a", "a]", "[[a]"})
    void otherTextsAreNoExpressions(String text) {
        assertThat(ExpressionParser.isExpression(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[f]",
                "[f(]",
                "[f(1,)]",
                "[f()x]",
                "['a]",
                "[-]",
                "[f().]",
                "[f()[1]",
                "[99999999999999999999]"
            })
    void refusesWhatIsMalformed(String text) {
        assertThatThrownBy(() -> ExpressionParser.parse(text))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({"'[', f(", "'[f()', .a", "'[f()', [0]", "'[f(', '1,'"})
    void lengthAndDepthAreLimited(String start, String part) {
        assertThatThrownBy(() -> ExpressionParser.parse(start + part.repeat(13_000) + "]"))
                .isInstanceOf(ExpressionException.class);
    }
}
