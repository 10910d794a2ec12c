package io.mltwin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a token that was fetched is used again. */
class CachedTokenTest {

    /** Fetched at 1000, good until 4600; refreshed five minutes before. */
    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "{\"nbf\":1000}, 1000, true",
        "{\"nbf\":700}, 1000, true",
        "{\"nbf\":1000}, 4299, true",
        "{\"nbf\":1000}, 4300, false",
        // the clock was set back after it was fetched
        "{\"nbf\":1000}, 999, false",
        // the clock had been set back here, and not yet where it was issued
        "{\"nbf\":44200}, 1000, false",
        "{\"nbf\":44200}, 4000, false",
        "{}, 1000, true",
        "no JSON, 1000, true"
    })
    void isUsedWhileItIsValid(String claims, long now, boolean usable) {
        String jwt = "e30." + encoded(claims) + ".c2ln";

        CachedToken kept = CachedToken.of(new Tokens.AccessToken(jwt, 4600), 1000);

        assertThat(kept.isUsableAt(now)).isEqualTo(usable);
    }

    /** Of a minute, as tokens of operators are: refreshed ten seconds before. */
    @ParameterizedTest(name = "of {0} s, after {1} s: {2}")
    @CsvSource({
        "60, 49, true",
        "60, 50, false",
        "1800, 1499, true",
        "1800, 1500, false",
        "0, 0, false"
    })
    void aShortTokenIsUsedForMostOfItsLife(long life, long later, boolean usable) {
        CachedToken kept = CachedToken.of(new Tokens.AccessToken("opaque", 1000 + life), 1000);

        assertThat(kept.isUsableAt(1000 + later)).isEqualTo(usable);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"opaque", "a.b", "a.%%%.c"})
    void whatIsNoTokenOfThisFormGoesByWhenItWasFetched(String value) {
        assertThat(CachedToken.of(new Tokens.AccessToken(value, 4600), 1000).isUsableAt(1000))
                .isTrue();
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
