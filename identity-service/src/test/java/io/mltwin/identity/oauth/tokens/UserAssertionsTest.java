package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.EmptyCache;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.clients.CachedClients;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.signingkeys.TestKeys;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token of a user that a service shows to call on in the user's name. */
class UserAssertionsTest {

    private static final String KEY_ID = "key";
    private static final String USER = "20000000-0000-4000-8000-000000000001";
    private static final long NOW = Instant.parse("2026-01-01T12:00:00Z").getEpochSecond();
    private static final Tenant TENANT = new Tenant("10000000-0000-4000-8000-000000000001", "Contoso", List.of());
    private static final ClientRecord SERVICE = client("3f6e1c52-0000-4000-8000-00000000000a");
    private static final ClientRecord ANOTHER = client("3f6e1c52-0000-4000-8000-00000000000b");

    private static KeyPair ours;
    private static KeyPair another;

    private final JwtClaims claims = new JwtClaims();
    private UserAssertions assertions;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        ours = generator.generateKeyPair();
        another = generator.generateKeyPair();
    }

    @BeforeEach
    void aGoodToken() {
        DirectoryCache cache = EmptyCache.create();
        for (ClientRecord client : List.of(SERVICE, ANOTHER)) {
            cache.get(ClientRecord.class, client.principal().applicationId(), () -> Optional.of(client));
        }
        assertions = new UserAssertions(
                new TestKeys(KEY_ID, ours),
                TestAddresses.ISSUERS,
                CachedClients.in(cache),
                Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
        claims.setIssuer(TestAddresses.ISSUERS.v2(TENANT.tenantId()));
        claims.setAudience(SERVICE.principal().applicationId());
        claims.setExpirationTime(NumericDate.fromSeconds(NOW + 1));
        claims.setNotBefore(NumericDate.fromSeconds(NOW - 10));
        claims.setIssuedAt(NumericDate.fromSeconds(NOW - 10));
        claims.setClaim("oid", USER);
        claims.setClaim("idtyp", "user");
        claims.setStringListClaim("amr", "pwd");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, accepted",
        "issuer of version 1, accepted",
        "issuer of another tenant, 50013",
        "expired now, 500133",
        "no expiry, 500133",
        "valid in 300 seconds, accepted",
        "valid in 301 seconds, 500133",
        "no start, 500133",
        "no time of issue, 500133",
        "audience by its URI, accepted",
        "audience of another application, 500131",
        "two audiences, 500131",
        "an id token's nonce, 240002",
        "no type, 240002",
        "type of an application, 7000114",
    })
    void aTokenOfAUserForThisServiceIsAccepted(String change, String outcome) throws Exception {
        // Given
        change(change);
        String token = sign(KEY_ID, AlgorithmIdentifiers.RSA_USING_SHA256, ours.getPrivate());

        // When
        String refusal = Refusal.aad(() -> assertions.read(token, SERVICE, TENANT));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        TestAddresses.CONSOLE + ", accepted",
        "api://" + TestAddresses.CONSOLE + ", 500131",
        "3f6e1c52-0000-4000-8000-00000000000a, 500131",
        "https://management.azure.com, 500131",
    })
    void theConsoleIsShownItsOwnTokensInEachTenant(String audience, String outcome) throws Exception {
        // Given
        claims.setAudience(audience);
        String token = sign(KEY_ID, AlgorithmIdentifiers.RSA_USING_SHA256, ours.getPrivate());
        ClientRecord console = client("microsofts-tenant", PrincipalKind.FIRST_PARTY, TestAddresses.CONSOLE);

        // When
        String refusal = Refusal.aad(() -> assertions.read(token, console, TENANT));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    private void change(String change) {
        switch (change) {
            case "nothing" -> {}
            case "issuer of version 1" -> claims.setIssuer(TestAddresses.ISSUERS.v1(TENANT.tenantId()));
            case "issuer of another tenant" -> claims.setIssuer(TestAddresses.ISSUERS.v2("another"));
            case "expired now" -> claims.setExpirationTime(NumericDate.fromSeconds(NOW));
            case "no expiry" -> claims.unsetClaim("exp");
            case "valid in 300 seconds" -> claims.setNotBefore(NumericDate.fromSeconds(NOW + 300));
            case "valid in 301 seconds" -> claims.setNotBefore(NumericDate.fromSeconds(NOW + 301));
            case "no start" -> claims.unsetClaim("nbf");
            case "no time of issue" -> claims.unsetClaim("iat");
            case "audience by its URI" ->
                claims.setAudience("api://" + SERVICE.principal().applicationId());
            case "audience of another application" ->
                claims.setAudience(ANOTHER.principal().applicationId());
            case "two audiences" ->
                claims.setAudience(SERVICE.principal().applicationId(), "https://management.azure.com");
            case "an id token's nonce" -> claims.setClaim("nonce", "n");
            case "no type" -> claims.unsetClaim("idtyp");
            case "type of an application" -> claims.setClaim("idtyp", "app");
            default -> throw new IllegalArgumentException(change);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "key, RS256, ours, accepted",
        "unknown, RS256, ours, 50013",
        "key, RS256, another, 50013",
        "key, PS256, ours, 50027",
        "key, HS256, public, 50027",
    })
    void onlyAPublishedKeyOfAzureAdCounts(String keyId, String algorithm, String key, String outcome) throws Exception {
        // Given
        String token = sign(keyId, algorithm, key(key));

        // When
        String refusal = Refusal.aad(() -> assertions.read(token, SERVICE, TENANT));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @Test
    void textThatIsNoTokenIsRefused() {
        assertThat(Refusal.aad(() -> assertions.read("no token", SERVICE, TENANT)))
                .isEqualTo("50027");
    }

    @ParameterizedTest
    @CsvSource({"pwd, false", "mfa, true"})
    void theFactorOfTheTokenCounts(String method, boolean shown) throws Exception {
        // Given
        claims.setStringListClaim("amr", "pwd", method);
        String token = sign(KEY_ID, AlgorithmIdentifiers.RSA_USING_SHA256, ours.getPrivate());

        // When
        SignedInUser user = assertions.read(token, SERVICE, TENANT);

        // Then
        assertThat(user)
                .isEqualTo(new SignedInUser(
                        TENANT.tenantId(), USER, shown ? Set.of(USER) : Set.of(), Instant.ofEpochSecond(NOW - 10)));
    }

    private static Key key(String name) {
        return switch (name) {
            case "ours" -> ours.getPrivate();
            case "another" -> another.getPrivate();
            default -> new HmacKey(ours.getPublic().getEncoded());
        };
    }

    private String sign(String keyId, String algorithm, Key key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(keyId);
        signature.setKey(key);
        return signature.getCompactSerialization();
    }

    private static ClientRecord client(String applicationId) {
        return client(TENANT.tenantId(), PrincipalKind.APPLICATION, applicationId);
    }

    private static ClientRecord client(String tenantId, PrincipalKind kind, String applicationId) {
        return new ClientRecord(
                new DirectoryPrincipal("object of " + applicationId, tenantId, kind, "service", applicationId, null),
                true,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
