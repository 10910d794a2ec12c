package io.mltwin.console.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each forgery changes of a token, and what it leaves. */
class TokenForgeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final TokenParts TOKEN = new TokenParts(
            "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"k1\"}",
            "{\"iss\":\"https://i/\",\"aud\":\"a\",\"exp\":1800003600}",
            "c2ln");

    private final TokenForge forge = new TokenForge(null, Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());

    private static JsonNode header(TokenParts token) throws Exception {
        return JSON.readTree(token.header());
    }

    @Test
    void asEditedLeavesEveryLetter() {
        assertThat(forge.forge(TOKEN, Forgery.AS_EDITED).text()).isEqualTo(TOKEN.text());
    }

    @Test
    void ownKeySignsUnderTheOldName() throws Exception {
        TokenParts forged = forge.forge(TOKEN, Forgery.OWN_KEY);
        assertThat(header(forged).get("kid").asText()).isEqualTo("k1");
        assertThat(header(forged).get("alg").asText()).isEqualTo("RS256");
        assertThat(forged.claims()).isEqualTo(TOKEN.claims());
        // a signature of 2048 bits
        assertThat(forged.signature()).hasSize(342);
    }

    @Test
    void noSignatureNamesNoAlgorithm() throws Exception {
        TokenParts forged = forge.forge(TOKEN, Forgery.NO_SIGNATURE);
        assertThat(header(forged).get("alg").asText()).isEqualTo("none");
        assertThat(forged.text()).endsWith(".");
    }

    @Test
    void otherKeyNameLeavesTheSignature() throws Exception {
        TokenParts forged = forge.forge(TOKEN, Forgery.OTHER_KEY_NAME);
        assertThat(header(forged).get("kid").asText()).hasSize(36);
        assertThat(forged.signature()).isEqualTo("c2ln");
    }

    @Test
    void expiredLiesInThePastAndKeepsTheSignature() throws Exception {
        TokenParts forged = forge.forge(TOKEN, Forgery.EXPIRED);
        assertThat(JSON.readTree(forged.claims()).get("exp").asLong()).isEqualTo(NOW.getEpochSecond() - 3600);
        assertThat(forged.signature()).isEqualTo("c2ln");
    }

    @ParameterizedTest
    @EnumSource(value = Forgery.class, mode = EnumSource.Mode.EXCLUDE, names = "AS_EDITED")
    void claimsThatAreNoObjectAreRefused(Forgery forgery) {
        assertThatThrownBy(() -> forge.forge(new TokenParts("[1", "secret", ""), forgery))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.getMessage()).doesNotContain("secret");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "word", "a.b", "a.b.c.d", "ä.b.c", "_w.e30.", "e30._w."})
    void whatIsNoTokenHasNoParts(String text) {
        assertThat(TokenParts.read(text)).isEmpty();
    }

    @Test
    void partsAreTheTokenAgain() {
        String text = TOKEN.text();
        assertThat(TokenParts.read(text)).contains(TOKEN);
        assertThat(TokenParts.read(text).orElseThrow().text()).isEqualTo(text);
        assertThat(TOKEN.toString()).doesNotContain("JWT");
    }

    @Test
    void claimsAreReadWithTheirTimes() {
        assertThat(ClaimRow.list(TOKEN.claims()))
                .containsExactly(
                        new ClaimRow("iss", "https://i/", null),
                        new ClaimRow("aud", "a", null),
                        new ClaimRow("exp", "1800003600", "2027-01-15T09:00:00Z"));
        assertThat(ClaimRow.list("no JSON")).isEmpty();
        assertThat(ClaimRow.list("[1]")).isEmpty();
    }
}
