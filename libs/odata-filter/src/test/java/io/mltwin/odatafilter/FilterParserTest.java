package io.mltwin.odatafilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.odatafilter.FilterExpression.And;
import io.mltwin.odatafilter.FilterExpression.Any;
import io.mltwin.odatafilter.FilterExpression.Comparison;
import io.mltwin.odatafilter.FilterExpression.FilterValue;
import io.mltwin.odatafilter.FilterExpression.Function;
import io.mltwin.odatafilter.FilterExpression.Group;
import io.mltwin.odatafilter.FilterExpression.In;
import io.mltwin.odatafilter.FilterExpression.Not;
import io.mltwin.odatafilter.FilterExpression.Operator;
import io.mltwin.odatafilter.FilterExpression.Or;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

    private static final Comparison A = quoted("a", "1");
    private static final Comparison B = quoted("b", "2");

    private static Comparison quoted(String path, String text) {
        return new Comparison(path, Operator.EQ, new FilterValue(text, true));
    }

    private static Comparison plain(String path, Operator operator, String text) {
        return new Comparison(path, operator, new FilterValue(text, false));
    }

    private static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("a eq '1'", A),
                Arguments.of(" a\teq  '1' ", A),
                Arguments.of("a EQ '1'", A),
                Arguments.of("a eq '1'and b eq '2'", new And(List.of(A, B))),
                Arguments.of("a eq '1' or b eq '2'", new Or(List.of(A, B))),
                Arguments.of("a eq '1' or b eq '2' and a eq '1'", new Or(List.of(A, new And(List.of(B, A))))),
                Arguments.of(
                        "(a eq '1' or b eq '2') and a eq '1'", new And(List.of(new Group(new Or(List.of(A, B))), A))),
                Arguments.of("not a eq '1'", new Not(A)),
                Arguments.of("not(a eq '1')", new Not(new Group(A))),
                Arguments.of("a eq 'it''s'", quoted("a", "it's")),
                Arguments.of("a eq ''", quoted("a", "")),
                Arguments.of("a eq ' and b eq '", quoted("a", " and b eq ")),
                Arguments.of("a ge 1", plain("a", Operator.GE, "1")),
                Arguments.of("a eq rg(1)", plain("a", Operator.EQ, "rg(1)")),
                Arguments.of("(a eq rg(1))", new Group(plain("a", Operator.EQ, "rg(1)"))),
                Arguments.of("a eq x,y", plain("a", Operator.EQ, "x,y")),
                Arguments.of("a le 2026-01-01T00:00:00+01:00", plain("a", Operator.LE, "2026-01-01T00:00:00+01:00")),
                Arguments.of(
                        "a in (1, '2')", new In("a", List.of(new FilterValue("1", false), new FilterValue("2", true)))),
                Arguments.of("atScope()", new Function("atScope", List.of())),
                Arguments.of(
                        "substringof( 'x' , n )",
                        new Function("substringof", List.of(new FilterValue("x", true), new FilterValue("n", false)))),
                Arguments.of("t/any()", new Any("t", null, null)),
                Arguments.of("t/any(a:a eq '1')", new Any("t", "a", A)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void parses(String text, FilterExpression expected) {
        assertThat(FilterParser.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a eq",
                "a like 'x'",
                "a eq 'x",
                "a eq 'x' and",
                "a eq 'x' or",
                "a eq 'x' b eq 'y'",
                "a eq 'x'andb eq 'y'",
                "a eq 'x')",
                "(a eq 'x'",
                "a eq )",
                "a in 'x'",
                "a in (x",
                "f(",
                "f(x,)",
                "t/any(a eq 'x')",
                "t/any eq 'x'",
                "'a' eq 'x'"
            })
    void refusesWhatIsNoFilter(String text) {
        assertThatThrownBy(() -> FilterParser.parse(text)).isInstanceOf(FilterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a EQ 'x'", "a eq 'x' AND a eq 'x'", "NOT a eq 'x'", "a IN ('x')"})
    void keywordsCanBeHeldToLowerCase(String text) {
        assertThat(FilterParser.parse(text)).isNotNull();
        assertThatThrownBy(() -> FilterParser.parseLowerCase(text)).isInstanceOf(FilterException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"a eq '1' and b lk 2, 17, b lk 2", "a eq '1' or, 11, \"\"", "a eq '1' x, 9, a eq '1' x"})
    void tellsWhereItStopped(String text, int position, String term) {
        assertThatThrownBy(() -> FilterParser.parse(text)).isInstanceOfSatisfying(FilterException.class, failure -> {
            assertThat(failure.position()).isEqualTo(position);
            assertThat(failure.term()).isEqualTo(term);
        });
    }

    @Test
    void termsAreWhatAndJoins() {
        assertThat(FilterParser.parseTerms(null)).isEmpty();
        assertThat(FilterParser.parseTerms(" ")).isEmpty();
        assertThat(FilterParser.parseTerms("a eq '1'")).containsExactly(A);
        assertThat(FilterParser.parseTerms("a eq '1' and b eq '2'")).containsExactly(A, B);
    }

    @Test
    void comparisonsAreNothingElse() {
        assertThat(FilterParser.parseComparisons("a eq '1' and b eq '2'")).containsExactly(A, B);
        assertThatThrownBy(() -> FilterParser.parseComparisons("a eq '1' or b eq '2'"))
                .isInstanceOf(FilterException.class);
        assertThatThrownBy(() -> FilterParser.parseComparisons("(a eq '1')")).isInstanceOf(FilterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a eq 1 or ", "a eq 1 and ", "not ", "(", "t/any(a:", "not (a eq 1 or "})
    void aFilterHasSoManyTermsAndNoMore(String part) {
        assertThatThrownBy(() -> FilterParser.parse(part.repeat(100_000) + "a eq 1"))
                .isInstanceOf(FilterException.class);
    }

    @Test
    void twoHundredTermsAreParsed() {
        assertThat(FilterParser.parseComparisons("a eq 1 and ".repeat(199) + "a eq 1"))
                .hasSize(200);
    }
}
