package io.mltwin.scoring.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.models.services.Authentication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointCredentialsTest {

    private static final String PRIMARY = "primarykeyprimarykeyprimarykey12";
    private static final String SECONDARY = "secondarykeysecondarykeysecond12";

    private static final EndpointCredentials CREDENTIALS =
            new EndpointCredentials(Authentication.KEY, "key", "service", "e", null, PRIMARY, SECONDARY);

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
        assertThat(CREDENTIALS.isKey(EndpointCredentials.bearer(header))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "key,         service,  Give a key of the service: Authorization: Bearer <key>.",
        "token,       service,  Give a token of the service: Authorization: Bearer <token>.",
        "key or token,endpoint, Give a key or token of the endpoint: Authorization: Bearer <key or token>."
    })
    void whoGivesNoneIsToldWhatToGive(String wanted, String noun, String told) {
        assertThat(new EndpointCredentials(Authentication.KEY, wanted, noun, "e", null, PRIMARY, SECONDARY).request())
                .isEqualTo(told);
    }

    @Test
    void noHeaderIsNoKey() {
        assertThat(CREDENTIALS.isKey(EndpointCredentials.bearer(null))).isFalse();
    }
}
