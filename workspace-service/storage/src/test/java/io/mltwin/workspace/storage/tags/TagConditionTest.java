package io.mltwin.workspace.storage.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagConditionTest {

    private static final Map<String, String> TAGS = Map.of("kind", "a b", "year", "2020");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\" = 'a b' | true",
                "kind='a b' | true",
                "\"kind\" = 'A b' | false",
                "\"year\" >= '2020' and \"year\" < '2021' | true",
                "\"year\" > '2020' | false",
                "\"none\" <= 'z' | false",
                "\"none\" <> 'z' | true",
                "(\"kind\" = 'x' OR \"year\" = '2020') AND \"kind\" <> 'y' | true",
                "\"kind\" = 'x' OR \"kind\" = 'y' | false",
                "\"kind\" = 'a b' AND \"kind\" >= 'a' AND \"kind\" > 'A' | true",
                "\"a key +-./:=_\" <> 'x' | true"
            })
    void conditions(String text, boolean matches) {
        assertThat(TagCondition.ofHeader("x-ms-if-tags", text).matches(TAGS, "c"))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"@container = 'c' AND \"year\" = '2020' | true", "@container = 'd' AND \"year\" = '2020' | false"})
    void searches(String text, boolean matches) {
        assertThat(TagFilter.of(text).matches(TAGS, "c")).isEqualTo(matches);
    }

    @Test
    void aFilterShowsTheTagsItAsksAbout() {
        TagFilter filter = TagFilter.of("@container = 'c' AND \"year\" > '2019' AND year < '2021'");

        assertThat(filter.shown(TAGS)).isEqualTo(Map.of("year", "2020"));
        assertThat(filter.matches(TAGS, "c")).isTrue();
    }

    /**
     * What no tag can be is no condition, however long; what is too long for one is met by none.
     */
    @Test
    void conditionsOfLongTexts() {
        String many = "year <> '1'" + " and year <> '1'".repeat(1000);
        String longKey = "k".repeat(129) + " <> '1'";

        assertThat(TagCondition.ofHeader("x-ms-if-tags", many).matches(TAGS, "c"))
                .isTrue();
        assertThat(TagCondition.ofHeader("x-ms-if-tags", longKey).matches(TAGS, "c"))
                .isTrue();
        assertThatThrownBy(() -> TagFilter.of(longKey.replace("<>", "="))).isInstanceOf(AzureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"kind\"",
                "\"kind\" = ",
                "\"kind\" = 2020",
                "\"kind\" ~ 'a'",
                "\"kind\" = 'a' AND",
                "\"kind\" = 'a' \"year\" = 'b'",
                "\"kind\" = 'a' OR \"year\" = 'b'",
                "\"kind\" <> 'a'",
                "@other = 'a'",
                "@container > 'a'",
                "'kind' = 'a'",
                "\"kind\" = 'a'; drop table blob",
                "\"kind\" = 'a#'",
                "\"ki,nd\" = 'a'",
                "\"\" = 'a'",
                "kind of = 'a'",
                "(\"kind\" = 'a')",
                "\"kind\" = 'a' AND \"kind\" = 'b'",
                "\"kind\" = 'a' AND \"kind\" < 'b'",
                "\"kind\" > 'a' AND \"kind\" = 'b'",
                "\"kind\" > 'a' AND \"kind\" >= 'b'",
                "\"kind\" < 'a' AND \"kind\" <= 'b'",
                "\"kind\" > 'a' AND \"kind\" < 'c' AND \"kind\" < 'b'",
                "@container = 'a' AND @container = 'b'",
                "a='1' AND b='1' AND c='1' AND d='1' AND e='1' AND f='1' AND g='1' AND h='1' AND i='1' AND j='1' AND k='1'"
            })
    void noSearches(String text) {
        assertThatThrownBy(() -> TagFilter.of(text))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidQueryParameterValue"));
    }
}
