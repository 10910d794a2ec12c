package io.mltwin.identity.oauth.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.oauth.clients.ClientSecret.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSecretTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static ClientSecret secret(String text, Instant startOn, Instant expiresOn)
            throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return new ClientSecret("key-of-" + text.length(), hash, startOn, expiresOn);
    }

    @ParameterizedTest
    @CsvSource({
        "first, VALID",
        "second, VALID",
        "over, OUT_OF_FORCE",
        "ends now, OUT_OF_FORCE",
        "begins now, VALID",
        "not yet, OUT_OF_FORCE",
        "over and renewed, VALID",
        "First, WRONG",
        "firs, WRONG",
        "'first ', WRONG",
        "'', WRONG"
    })
    void anyOfAnApplicationsSecretsCountsWhileItIsInForce(String presented, Verdict expected) throws Exception {
        List<ClientSecret> known = List.of(
                secret("first", null, null),
                secret("second", NOW.minusSeconds(9), NOW.plusSeconds(9)),
                secret("over", null, NOW.minusSeconds(1)),
                secret("ends now", null, NOW),
                secret("begins now", NOW, null),
                secret("not yet", NOW.plusSeconds(1), null),
                secret("over and renewed", null, NOW.minusSeconds(1)),
                secret("over and renewed", null, NOW.plusSeconds(1)));
        assertThat(ClientSecret.judge(presented, known, NOW)).isEqualTo(expected);
    }

    @Test
    void clientWithoutSecretProvesNothing() {
        assertThat(ClientSecret.judge("", List.of(), NOW)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void nothingOfItIsPrinted() throws Exception {
        assertThat(secret("first", null, null)).hasToString("ClientSecret[key-of-5]");
    }
}
