package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.testkit.TestPlatform;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 401 of each plane. */
class ChallengesTest {

    private static TestPlatform platform;
    private static Challenges challenges;
    private static String login;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
        login = platform.issuer().login();
        challenges = new Challenges(Receiver.of(platform, "keyvault").addresses());
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    private static AzureException fault(Envelope envelope, Refusal refusal) {
        return challenges.fault(
                null, Plane.of("/x", envelope, TokenKind.AAD), new TokenRefusedException(refusal, null));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "ARM, MISSING, AuthenticationFailed",
        "ARM, EXPIRED, ExpiredAuthenticationToken",
        "ARM, BAD_SIGNATURE, InvalidAuthenticationToken",
        "ARM, WRONG_AUDIENCE, InvalidAuthenticationTokenAudience",
        "GRAPH, BAD_SIGNATURE, InvalidAuthenticationToken",
        "KEY_VAULT, MISSING, Unauthorized",
        "KEY_VAULT, EXPIRED, Unauthorized",
        "BLOB, MISSING, NoAuthenticationInformation",
        "BLOB, BAD_SIGNATURE, InvalidAuthenticationInfo",
        "REGISTRY, MISSING, UNAUTHORIZED",
        "MLFLOW, EXPIRED, UNAUTHENTICATED",
        "MODEL_MANAGEMENT, EXPIRED, Unauthorized",
        "RUN_HISTORY, EXPIRED, ExpiredAuthenticationToken"
    })
    void code(Envelope envelope, Refusal refusal, String code) {
        AzureException fault = fault(envelope, refusal);
        assertThat(fault.status()).isEqualTo(401);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.content().headers().get("WWW-Authenticate"))
                .startsWith("Bearer ")
                .contains(login + "/common");
    }

    @Test
    void blobSaysWhereInStoragesForm() {
        assertThat(fault(Envelope.BLOB, Refusal.MISSING).content().headers())
                .containsEntry(
                        "WWW-Authenticate",
                        "Bearer authorization_uri="
                                + login
                                + "/common/oauth2/authorize resource_id=https://storage.azure.com");
    }

    @Test
    void keyVaultNamesItsResource() {
        assertThat(fault(Envelope.KEY_VAULT, Refusal.MISSING)
                        .content()
                        .headers()
                        .get("WWW-Authenticate"))
                .matches("Bearer authorization=\""
                        + login
                        + "/common\", resource=\"https://vault\\.mltwin\\.localhost:\\d+\"");
    }

    @Test
    void armQuotesOneHeaderWithoutLineBreaks() {
        String header =
                fault(Envelope.ARM, Refusal.WRONG_AUDIENCE).content().headers().get("WWW-Authenticate");
        assertThat(header).contains("error=\"invalid_token\"").doesNotContain("\n", "\r");
        assertThat(header.chars().filter(c -> c == '"').count()).isEqualTo(6);
    }

    @Test
    void modelManagementHasItsDetail() {
        AzureException fault = fault(Envelope.MODEL_MANAGEMENT, Refusal.EXPIRED);
        assertThat(fault.content().details())
                .singleElement()
                .extracting(AzureException.Detail::code)
                .isEqualTo("EmptyOrInvalidToken");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Envelope.class)
    void missingKeysAreOurFaultNotTheClients(Envelope envelope) {
        AzureException fault = fault(envelope, Refusal.KEYS_UNAVAILABLE);
        assertThat(fault.status()).isEqualTo(503);
        assertThat(fault.content().headers()).containsEntry("Retry-After", "1").doesNotContainKey("WWW-Authenticate");
    }
}
