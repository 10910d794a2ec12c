package io.mltwin.workspace.storage.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
import java.util.Map;
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
                "\"kind\" = 'x' OR \"kind\" = 'y' | false"
            })
    void conditions(String text, boolean matches) {
        assertThat(TagCondition.ofHeader(text).matches(TAGS, "c")).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@container = 'c' AND \"year\" = '2020' | true",
                "@container = 'd' AND \"year\" = '2020' | false"
            })
    void searches(String text, boolean matches) {
        assertThat(TagCondition.ofQuery(text).matches(TAGS, "c")).isEqualTo(matches);
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
                "\"kind\" = 'a'; drop table blob"
            })
    void noSearches(String text) {
        assertThatThrownBy(() -> TagCondition.ofQuery(text))
                .isInstanceOfSatisfying(
                        AzureFault.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo("InvalidQueryParameterValue"));
    }
}
