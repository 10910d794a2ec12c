package io.mltwin.identity.oauth.codes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofKeyTest {

    // RFC 7636, appendix B
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void provesByHashAndPlain() {
        assertThat(ProofKey.proves(VERIFIER, CHALLENGE, "S256")).isTrue();
        assertThat(ProofKey.proves(VERIFIER, VERIFIER, "plain")).isTrue();
    }

    @Test
    void anythingElseProvesNothing() {
        assertThat(ProofKey.proves(null, CHALLENGE, "S256")).isFalse();
        assertThat(ProofKey.proves("", CHALLENGE, "S256")).isFalse();
        assertThat(ProofKey.proves(VERIFIER + "x", CHALLENGE, "S256")).isFalse();
        assertThat(ProofKey.proves(CHALLENGE, CHALLENGE, "S256")).isFalse();
        assertThat(ProofKey.proves(VERIFIER, CHALLENGE, "plain")).isFalse();
        assertThat(ProofKey.proves(VERIFIER, VERIFIER, "S256")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"42, false", "43, true", "128, true", "129, false"})
    void aChallengeHas43To128Characters(int length, boolean accepted) {
        assertThat(ProofKey.isChallenge("a".repeat(length))).isEqualTo(accepted);
    }
}
