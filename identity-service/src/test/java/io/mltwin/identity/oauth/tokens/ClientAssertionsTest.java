package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.TokenFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.ClientRecord.ClientKey;
import io.mltwin.platform.clock.PlatformClock;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAssertionsTest {

    private static final String APPLICATION = "40000000-0000-4000-8000-000000000001";
    private static final Tenant TENANT =
            new Tenant("10000000-0000-4000-8000-000000000001", "Contoso", List.of("contoso.example"));
    private static final String LOGIN = "https://login.mltwin.localhost:8441/";
    private static final String ENDPOINT = LOGIN + TENANT.tenantId() + "/oauth2/v2.0/token";

    private static KeyPair registered;
    private static KeyPair other;

    private final PlatformClock clock = new PlatformClock();
    private String asked = TENANT.tenantId();
    private final ClientAssertions assertions = new ClientAssertions(TestAddresses.NAMES, clock);

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        registered = generator.generateKeyPair();
        other = generator.generateKeyPair();
    }

    @ParameterizedTest
    @ValueSource(strings = {AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.RSA_PSS_USING_SHA256})
    void acceptsBothSignatures(String algorithm) {
        assertThatCode(() -> verify(sign(claims(), registered, algorithm))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        LOGIN + "10000000-0000-4000-8000-000000000001/oauth2/v2.0/token, true",
        LOGIN + "10000000-0000-4000-8000-000000000001/oauth2/token, true",
        LOGIN + "contoso.example/oauth2/token, true",
        "https://localhost:8441/contoso.example/oauth2/v2.0/token, true",
        "https://login.mltwin.localhost/contoso.example/oauth2/v2.0/token, true",
        "https://[::1]:8441/contoso.example/oauth2/v2.0/token, true",
        "https://identity-service:8441/contoso.example/oauth2/v2.0/token, true",
        LOGIN + "common/oauth2/v2.0/token, false",
        LOGIN + "other.example/oauth2/v2.0/token, false",
        LOGIN + "contoso.example/oauth2/v2.0/authorize, false",
        "https://evil.example/contoso.example/oauth2/v2.0/token, false",
        "http://localhost:8441/contoso.example/oauth2/v2.0/token, false",
        "not a uri, false",
    })
    void wantsThisTokenEndpointAsAudience(String audience, boolean accepted) {
        JwtClaims claims = claims();
        claims.setAudience(audience);
        if (accepted) {
            assertThatCode(() -> verify(sign(claims, registered))).doesNotThrowAnyException();
        } else {
            assertBad(sign(claims, registered));
        }
    }

    @ParameterizedTest
    @CsvSource({"-290, 0, true", "-310, 0, false", "300, 290, true", "300, 310, false", ", 0, false"})
    void allowsFiveMinutesOfSkew(Long expiresIn, long validIn, boolean accepted) {
        JwtClaims claims = claims();
        claims.unsetClaim("exp");
        if (expiresIn != null) {
            claims.setExpirationTime(NumericDate.fromSeconds(now() + expiresIn));
        }
        claims.setNotBefore(NumericDate.fromSeconds(now() + validIn));
        if (accepted) {
            assertThatCode(() -> verify(sign(claims, registered))).doesNotThrowAnyException();
        } else {
            assertBad(sign(claims, registered));
        }
    }

    @Test
    void refusesForeignKeysForeignIssuersAndOtherAlgorithms() {
        JwtClaims foreign = claims();
        foreign.setIssuer("somebody-else");
        assertBad(sign(claims(), other));
        assertBad(sign(foreign, registered));
        assertBad(sign(claims(), registered, AlgorithmIdentifiers.RSA_USING_SHA512));
        assertBad("x.y.z");
        assertBad("eyJhbGciOiJub25lIn0." + sign(claims(), registered).split("\\.")[1] + ".");
        assertRefused(
                () -> assertions.verify(sign(claims(), registered), APPLICATION, TENANT, asked, List.of()),
                401,
                "invalid_client",
                "700027");
    }

    private void assertBad(String assertion) {
        assertRefused(() -> verify(assertion), 401, "invalid_client", "700027");
    }

    private void verify(String assertion) {
        assertions.verify(assertion, APPLICATION, TENANT, asked, List.of(key(null, null, null)));
    }

    /** A client that does not know the user's tenant asks, and addresses its assertion, there. */
    @ParameterizedTest
    @CsvSource({
        "organizations, organizations, true",
        "common, common, true",
        "common, organizations, false",
        "organizations, common, false",
        "organizations, 10000000-0000-4000-8000-000000000001, true",
        "organizations, other.example, false",
    })
    void anAssertionMayNameTheTenantAsTheRequestDoes(String path, String audience, boolean accepted) {
        asked = path;
        JwtClaims claims = claims();
        claims.setAudience(LOGIN + audience + "/oauth2/v2.0/token");
        if (accepted) {
            assertThatCode(() -> verify(sign(claims, registered))).doesNotThrowAnyException();
        } else {
            assertBad(sign(claims, registered));
        }
    }

    private static ClientKey key(String sha1, Instant startOn, Instant expiresOn) {
        return new ClientKey("k", registered.getPublic(), sha1, "none", startOn, expiresOn);
    }

    /** Whatever a header names or brings along, the key is one that is registered. */
    @Test
    void aHeaderMustNameTheCertificateThatSigned() throws Exception {
        ClientKey known = key("A-_A", null, null);
        for (String named : new String[] {"A-_A", "A-_A=", "A+/A=="}) {
            assertThatCode(() -> assertions.verify(sign(claims(), named), APPLICATION, TENANT, asked, List.of(known)))
                    .doesNotThrowAnyException();
        }
        assertRefused(
                () -> assertions.verify(sign(claims(), "BBBB"), APPLICATION, TENANT, asked, List.of(known)),
                401,
                "invalid_client",
                "700027");
    }

    @ParameterizedTest
    @CsvSource({"-10, -5, false", "400, 500, false", "-10, 10, true", "0, 10, true", "100, 500, true"})
    void aCertificateCountsWhileItIsValid(long from, long to, boolean accepted) {
        Instant now = clock.instant();
        List<ClientKey> keys = List.of(key(null, now.plusSeconds(from), now.plusSeconds(to)));
        String assertion = sign(claims(), registered);
        if (accepted) {
            assertThatCode(() -> assertions.verify(assertion, APPLICATION, TENANT, asked, keys))
                    .doesNotThrowAnyException();
        } else {
            assertRefused(
                    () -> assertions.verify(assertion, APPLICATION, TENANT, asked, keys),
                    401,
                    "invalid_client",
                    "700027");
        }
    }

    private static String sign(JwtClaims claims, String thumbprint) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("x5t", thumbprint);
        signature.setKey(registered.getPrivate());
        return signature.getCompactSerialization();
    }

    private long now() {
        return clock.wall().instant().getEpochSecond();
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(APPLICATION);
        claims.setSubject(APPLICATION);
        claims.setAudience(ENDPOINT);
        claims.setExpirationTime(NumericDate.fromSeconds(now() + 300));
        return claims;
    }

    private static String sign(JwtClaims claims, KeyPair key) {
        return sign(claims, key, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    private static String sign(JwtClaims claims, KeyPair key, String algorithm) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setAlgorithmHeaderValue(algorithm);
            signature.setKey(key.getPrivate());
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
