package io.mltwin.workspace.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.AssertedCalls;
import io.mltwin.testkit.TestSettings;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

/** An assertion is what providers expect, and speaks for its one request only. */
class AssertionSignerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String URI =
            "/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/kv1?api-version=2022-07-01";
    private static final byte[] BODY = "{\"location\":\"eastus\"}".getBytes(StandardCharsets.UTF_8);

    private final KeyPair keys = newKeys();
    private final Addresses addresses =
            new Addresses(TestSettings.of("workspace"), new Principals("ms", List.of(), null, null));
    private final AssertionSigner signer = new AssertionSigner(null, addresses, Clock.fixed(NOW, ZoneOffset.UTC));
    private final AssertedCalls provider = new AssertedCalls(new ObjectMapper());

    @Test
    void theProviderReadsTheCallerFromIt() throws InvalidJwtException, MalformedClaimException {
        VerifiedToken assertion = assertion();

        ArmCall call = provider.call(assertion, request("PUT", URI), ArmTarget.parse(path()), BODY);

        assertThat(call.caller()).isEqualTo(caller());
        assertThat(call.baseUrl()).isEqualTo("https://management.mltwin.localhost:8442");
        assertThat(assertion.issuer()).isEqualTo("https://management.mltwin.localhost:8442");
        assertThat(assertion.audience()).isEqualTo("api://mltwin/keyvault");
        assertThat(assertion.expiresOn()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(assertion.claim("action")).isEqualTo("Microsoft.KeyVault/vaults/write");
        assertThat(assertion.claim("jti")).isNotBlank();
    }

    @Test
    void itSpeaksForNoOtherRequest() throws InvalidJwtException, MalformedClaimException {
        VerifiedToken assertion = assertion();
        ArmTarget target = ArmTarget.parse(path());
        byte[] otherBody = "{}".getBytes(StandardCharsets.UTF_8);
        String otherUri = URI.replace("kv1", "kv2");

        assertMismatch(() -> provider.call(assertion, request("PUT", URI), target, otherBody));
        assertMismatch(() -> provider.call(assertion, request("DELETE", URI), target, BODY));
        assertMismatch(() -> provider.call(assertion, request("PUT", URI + "&x=y"), target, BODY));
        assertMismatch(() -> provider.call(
                assertion, request("PUT", otherUri), ArmTarget.parse(path().replace("kv1", "kv2")), BODY));
    }

    private static void assertMismatch(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("AssertionMismatch"));
    }

    private VerifiedToken assertion() throws InvalidJwtException, MalformedClaimException {
        ArmCall call = new ArmCall(
                "PUT",
                ArmTarget.parse(path()),
                "2022-07-01",
                Map.of("api-version", "2022-07-01"),
                null,
                caller(),
                "c1",
                "https://management.mltwin.localhost:8442");
        String token = signer.sign(
                new AssertionKeys.SigningKey("k1", keys.getPrivate()), ServiceName.KEYVAULT, call, URI, BODY);
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(keys.getPublic())
                .setExpectedAudience("api://mltwin/keyvault")
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
        return new VerifiedToken(
                TokenKind.ASSERTION,
                claims.getIssuer(),
                claims.getAudience().get(0),
                claims.getExpirationTime().getValue(),
                claims.getClaimsMap());
    }

    private static Caller caller() {
        return new Caller("t1", "o1", "a1", "olivia@contoso", List.of("g1", "g2"));
    }

    private static OriginalRequest request(String method, String uri) {
        return new OriginalRequest(method, "localhost:8443", uri, "r1", "c1");
    }

    private static String path() {
        return URI.substring(0, URI.indexOf('?'));
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
