package io.mltwin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.access.Tokens.CachedToken;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedTokenTest {

    private static final long NOW = 1_800_000_000;

    @ParameterizedTest(name = "of {0} s, after {1} s")
    @CsvSource({
        "3600, 0, true",
        "3600, 3299, true",
        "3600, 3300, false",
        "1800, 1499, true",
        "1800, 1500, false",
        "200, 166, true",
        "200, 167, false",
        "60, 49, true",
        "60, 50, false",
        "60, -1, false",
        "0, 0, false"
    })
    void isReplacedBeforeItsEnd(long life, long after, boolean usable) {
        CachedToken token = CachedToken.of(new Tokens.AccessToken("t", NOW + life), NOW);

        assertThat(token.isUsableAt(NOW + after)).isEqualTo(usable);
    }
}
