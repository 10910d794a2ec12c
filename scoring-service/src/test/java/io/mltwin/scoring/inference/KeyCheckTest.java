package io.mltwin.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.services.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCheckTest {

    private static final String PRIMARY = "primarykeyprimarykeyprimarykey12";
    private static final String SECONDARY = "secondarykeysecondarykeysecond12";

    @ParameterizedTest(name = "{0} passes: {1}")
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Bearer " + PRIMARY + ",true",
                "Bearer " + SECONDARY + ",true",
                "bearer " + PRIMARY + ",true",
                "Bearer  " + PRIMARY + ",true",
                PRIMARY + ",false",
                "Bearer" + PRIMARY + ",false",
                "Bearer ,false",
                "Bearer " + PRIMARY + "x,false",
                "Bearer " + PRIMARY + " x,false",
                "Bearer PRIMARYKEYPRIMARYKEYPRIMARYKEY12,false",
                "Basic " + PRIMARY + ",false",
                "Bearer a.b.c,false"
            })
    void aKeyIsSentAsBearer(String header, boolean passes) {
        assertThat(KeyCheck.passes(header, deployment(true))).isEqualTo(passes);
    }

    @Test
    void noHeaderIsNoKey() {
        assertThat(KeyCheck.passes(null, deployment(true))).isFalse();
    }

    @Test
    void aServiceWithoutAuthenticationAsksForNone() {
        assertThat(KeyCheck.passes(null, deployment(false))).isTrue();
        assertThat(KeyCheck.passes("anything", deployment(false))).isTrue();
    }

    private static Deployment deployment(boolean authEnabled) {
        return new Deployment(
                "e",
                "/w",
                "s",
                "ACI",
                "Healthy",
                authEnabled,
                PRIMARY,
                SECONDARY,
                null,
                false,
                null,
                null,
                null);
    }
}
