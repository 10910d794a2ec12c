package io.mltwin.console.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.clock.Expiries.TokenExpiry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far the clock is moved, and when a token expires. */
class ClockStepTest {

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "61m, PT1H1M", "' 25h ', PT25H", "7d, PT168H"})
    void aStepHasAUnit(String text, Duration length) {
        assertThat(ClockStep.parse(text).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0m", "-5m", "5", "m", "5w", "1.5h", "999999d", "5m5m", "1234567s"})
    void anyOtherFormIsRefused(String text) {
        assertThatThrownBy(() -> ClockStep.parse(text))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        error -> assertThat(error.status()).isEqualTo(400));
    }

    @Test
    void aTokenTellsItsExpiry() {
        String claims = "{\"exp\": 1000, \"aud\": \"x\"}";
        String token = "h."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".s";

        assertThat(TokenExpiry.of(token)).contains(Instant.ofEpochSecond(1000));
        assertThat(TokenExpiry.of("no token")).isEmpty();
        assertThat(TokenExpiry.of("a.!.c")).isEmpty();
    }
}
