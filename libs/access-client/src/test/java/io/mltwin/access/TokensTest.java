package io.mltwin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.ServiceName;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Service tokens by private_key_jwt. */
class TokensTest {

    private static TestPlatform platform;
    private AskingService service;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    @BeforeEach
    void newService() {
        platform.calls().reset();
        service = AskingService.in(platform);
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
    }

    private static long tokenCalls() {
        return platform.calls().received("identity").stream()
                .filter(call -> call.path().endsWith("/token"))
                .count();
    }

    @Test
    void aServiceGetsATokenForAnotherAndKeepsIt() {
        // When
        String token = service.tokens().forService(ServiceName.IDENTITY);
        String again = service.tokens().forService(ServiceName.IDENTITY);
        service.tokens().forService(ServiceName.COMPUTE);
        // Then
        assertThat(claims(token)).contains("\"aud\":\"api://mltwin/identity\"");
        assertThat(again).isEqualTo(token);
        assertThat(tokenCalls()).isEqualTo(2);
    }

    @Test
    void theAssertionIsForThisTokenEndpointAndShortLived() {
        // When
        service.tokens().forService(ServiceName.IDENTITY);
        // Then
        var call = platform.calls().received("identity").get(0);
        String assertion = claims(call.form("client_assertion"));
        assertThat(call.form("client_assertion_type"))
                .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assertThat(assertion).contains("\"aud\":\"" + platform.issuer().login() + call.path() + "\"", "\"jti\":");
        assertThat(call.form("scope")).isEqualTo("api://mltwin/identity/.default");
    }

    @Test
    void aResourceThatIsNoneIsTheAskersMistakeAndNoOutage() {
        // Given
        String refusal = "{\"error\":\"invalid_resource\",\"error_description\":\"AADSTS500011: not found\"}";
        platform.calls().answer("identity", "POST", "/*", PeerAnswer.json(400, refusal));
        // When
        AzureException refused = catchThrowableOfType(
                AzureException.class, () -> service.tokens().asApplication("https://nowhere.example"));
        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid_resource");
        assertThat(refused.getMessage()).contains("AADSTS500011");
    }

    @Test
    void aTokenAtItsEndIsReplaced() {
        // Given
        String soonOver = "{\"access_token\":\"t\",\"expires_in\":0,\"token_type\":\"Bearer\"}";
        platform.calls().answer("identity", "POST", "/*", PeerAnswer.json(200, soonOver));
        // When
        service.tokens().forService(ServiceName.COMPUTE);
        service.tokens().forService(ServiceName.COMPUTE);
        // Then
        assertThat(tokenCalls()).isEqualTo(2);
    }

    @Test
    void aTokenEndsWhenItSaysAndNotWhenTheAnswerArrived() {
        // Given
        String claims = Base64.getUrlEncoder().encodeToString("{\"exp\":4102444800}".getBytes(StandardCharsets.UTF_8));
        String answer = "{\"access_token\":\"e30.%s.c2ln\",\"expires_in\":3600}".formatted(claims);
        platform.calls().answer("identity", "POST", "/*", PeerAnswer.json(200, answer));
        // When
        var token = service.tokens().asApplication("https://storage.azure.com");
        // Then
        assertThat(token.expiresOn()).isEqualTo(4_102_444_800L);
    }

    @Test
    void aServiceThatIsAwayIsNamed() {
        // Given
        platform.stopPeer("compute");
        // When
        AzureException away = catchThrowableOfType(
                AzureException.class,
                () -> service.http()
                        .request(ServiceName.COMPUTE, "GET", "/_internal/x?secret=1")
                        .send());
        platform.startPeer("compute");
        // Then
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.getMessage()).contains("compute", "GET /_internal/x").doesNotContain("secret");
    }

    @Test
    void theCorrelationIdOfBackgroundWorkIsPassedOn() {
        // Given
        platform.calls().answer("compute", "GET", "/_internal/x", PeerAnswer.status(204));
        // When
        Correlation.with(
                "flow-1",
                () -> service.http()
                        .request(ServiceName.COMPUTE, "GET", "/_internal/x")
                        .host("a.example:1")
                        .send());
        service.http().request(ServiceName.COMPUTE, "GET", "/_internal/x").send();
        // Then
        var calls = platform.calls().received("compute");
        assertThat(calls.get(0).headers())
                .containsEntry("x-ms-correlation-request-id", "flow-1")
                .containsEntry("host", "a.example:1");
        assertThat(calls.get(1).headers()).doesNotContainKey("x-ms-correlation-request-id");
    }

    @Test
    void anErrorIsPassedOnWithItsCode() {
        // Given
        platform.calls().answer("compute", "GET", "/_internal/x", PeerAnswer.error(409, "Busy", "try later"));
        // When
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> service.http()
                        .request(ServiceName.COMPUTE, "GET", "/_internal/x")
                        .send()
                        .orFault());
        // Then
        assertThat(fault.status()).isEqualTo(409);
        assertThat(fault.code()).isEqualTo("Busy");
        assertThat(fault.getMessage()).isEqualTo("try later");
    }

    /** A script asks as its identity for one resource in ever new spellings. */
    @Test
    void theSpellingsThatOneIdentityAsksForPushOutNoTokenOfAnother() {
        // Given
        service.tokens().forService(ServiceName.IDENTITY);
        PrivateKey key = TestIssuer.newKeys().getPrivate();
        String large = "{\"access_token\":\"%s\",\"expires_in\":3600}".formatted("x".repeat(50_000));
        platform.calls().answer("identity", "POST", "/other/*", PeerAnswer.json(200, large));

        // When
        for (int i = 0; i < 200; i++) {
            service.tokens().as("eve", "other", key, "https://resource" + "/".repeat(i));
        }
        long asked = tokenCalls();
        service.tokens().forService(ServiceName.IDENTITY);

        // Then
        assertThat(asked).isEqualTo(201);
        assertThat(tokenCalls()).isEqualTo(asked);
    }
}
