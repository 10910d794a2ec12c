package io.mltwin.scoring.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.keys.SigningKeys.SigningKey;
import io.mltwin.testkit.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of the service's own making: what was not signed here, as it is, is refused. */
class OwnTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long LIFE = 43_200;
    private static final KeyPair ENDPOINT = TestIssuer.newKeys();
    private static final KeyPair REGISTRY = TestIssuer.newKeys();

    @Test
    void signedTokenIsRead() throws Exception {
        assertThat(at(0).read("endpoint", token()).getClaimValueAsString("oid")).isEqualTo("me");
    }

    @ParameterizedTest(name = "after {0} s good: {1}")
    @CsvSource({"0,true", "43199,true", "43200,false", "43201,false", "31536000,false", "-1,false"})
    void aTokenIsGoodFromItsIssueToItsExpiry(long seconds, boolean good) throws Exception {
        OwnTokens then = at(seconds);

        if (good) {
            assertThat(then.read("endpoint", token())).isNotNull();
        } else {
            assertThatThrownBy(() -> then.read("endpoint", token())).isInstanceOf(RefusedTokenException.class);
        }
    }

    static Stream<Arguments> forgeries() throws JoseException {
        String token = token();
        String[] parts = token.split("\\.");
        String claims = decoded(parts[1]);
        String later = claims.replaceAll("\"exp\":\\d+", "\"exp\":9999999999");
        String other = claims.replace("\"me\"", "\"you\"");
        Key publicAsSecret = new SecretKeySpec(ENDPOINT.getPublic().getEncoded(), "HmacSHA256");
        return Stream.of(
                Arguments.of("later expiry", parts[0] + "." + encoded(later) + "." + parts[2]),
                Arguments.of("another caller", parts[0] + "." + encoded(other) + "." + parts[2]),
                Arguments.of("no signature", parts[0] + "." + parts[1] + "."),
                Arguments.of("cut signature", token.substring(0, token.length() - 4)),
                Arguments.of("two parts", parts[0] + "." + parts[1]),
                Arguments.of("algorithm none", signed("none", null, claims)),
                Arguments.of("algorithm HS256", signed("HS256", publicAsSecret, claims)),
                Arguments.of("algorithm PS256", signed("PS256", ENDPOINT.getPrivate(), claims)),
                Arguments.of("another key", signed("RS256", REGISTRY.getPrivate(), claims)),
                Arguments.of("algorithm a number", encoded("{\"alg\":1}") + "." + parts[1] + "." + parts[2]),
                Arguments.of("no expiry", signed("RS256", ENDPOINT.getPrivate(), "{\"nbf\":1}")),
                Arguments.of("expiry a word", signed("RS256", ENDPOINT.getPrivate(), "{\"nbf\":1,\"exp\":\"never\"}")),
                Arguments.of("no JSON", signed("RS256", ENDPOINT.getPrivate(), "hello")),
                Arguments.of("no token", "a.b.c"),
                Arguments.of("nothing", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgeryIsRefused(String what, String token) {
        assertThatThrownBy(() -> at(0).read("endpoint", token)).isInstanceOf(RefusedTokenException.class);
    }

    @Test
    void aTokenOfOneKindIsNoneOfAnother() {
        assertThatThrownBy(() -> at(0).read("registry", token())).isInstanceOf(RefusedTokenException.class);
    }

    private static OwnTokens at(long secondsLater) {
        Clock clock = Clock.fixed(NOW.plusSeconds(secondsLater), ZoneOffset.UTC);
        return new OwnTokens(name -> new SigningKey(name, name.equals("endpoint") ? ENDPOINT : REGISTRY), clock);
    }

    private static String token() {
        OwnTokens tokens = at(0);
        JwtClaims claims = tokens.claims(LIFE);
        claims.setClaim("oid", "me");
        return tokens.sign("endpoint", claims);
    }

    private static String signed(String algorithm, Key key, String payload) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setDoKeyValidation(false);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(payload);
        signature.setKey(key);
        return signature.getCompactSerialization();
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
