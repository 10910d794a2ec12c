package io.mltwin.compute.mlflow.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.mlflow.search.SearchComparison.LikePattern;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                "abc, abc, true",
                "abc, abcd, false",
                "a%, abc, true",
                "%c, abc, true",
                "%b%, abc, true",
                "a%c, ac, true",
                "a_c, abc, true",
                "a_c, ac, false",
                "%, '', true",
                "_, '', false",
                "a.c, abc, false",
                "%a%b%c%, xaybzc, true",
                "%a%b%c%, xcybza, false",
                "%%, abc, true"
            })
    void matches(String pattern, String text, boolean expected) {
        assertThat(LikePattern.matches(pattern, text)).isEqualTo(expected);
    }

    @Test
    void aPatternOfManyPartsTakesNoTime() {
        String text = "a".repeat(5_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(LikePattern.matches("%a".repeat(2_000) + "b", text))
                        .isFalse());
    }
}
