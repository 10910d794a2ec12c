package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.Envelope;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestToken;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;

/** A vault service that receives tokens, and the tokens and planes that the tables are made of. */
abstract class TokenTable {

    static final String OBJECT = "30000000-0000-4000-8000-000000000001";
    static final String VAULT_AUDIENCE = "https://vault.azure.net";
    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String VAULT_URI =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-01";

    static TestPlatform platform;
    static TestIssuer issuer;
    static Receiver receiver;

    @BeforeAll
    static void start() {
        platform = TestPlatform.around("keyvault");
        issuer = platform.issuer();
        receiver = Receiver.of(platform, "keyvault");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    static Plane vaults() {
        return Plane.aad("/vault", Envelope.KEY_VAULT, Audiences.vault(receiver.addresses()));
    }

    static Plane machineLearning() {
        return Plane.aad("/history", Envelope.RUN_HISTORY, Audiences.machineLearning(receiver.addresses()))
                .and(TokenKind.RUN);
    }

    static String derivedName() {
        String portal = receiver.addresses().portal();
        return "https://ml.azure" + portal.substring(portal.lastIndexOf('.'));
    }

    static Plane arm() {
        return Plane.aad("/arm", Envelope.ARM, Audiences.arm(receiver.addresses()));
    }

    static Plane plane(TokenKind kind) {
        return Plane.of("/x", Envelope.ARM, kind);
    }

    static TestToken vaultToken() {
        return issuer.aad(VAULT_AUDIENCE, OBJECT);
    }

    static TestToken run() {
        return issuer.run(WORKSPACE, "ws-guid", "run1", OBJECT);
    }

    static TestToken assertion(String provider) {
        return issuer.assertion(provider, "GET", VAULT_URI, null, OBJECT);
    }

    static Arguments row(String what, Plane plane, TestToken token, Object outcome) {
        return Arguments.of(what, plane, token.sign(), outcome);
    }

    static Arguments text(String what, String token, Refusal refusal) {
        return Arguments.of(what, vaults(), token, refusal);
    }

    static TokenRefusedException refusal(String token, Plane plane) {
        return catchThrowableOfType(
                TokenRefusedException.class, () -> receiver.check().check(token, plane));
    }

    static void assertRefused(Plane plane, String token, Refusal refusal) {
        TokenRefusedException refused = refusal(token, plane);
        assertThat(refused).as("must be refused").isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.getMessage()).doesNotContain(OBJECT);
    }
}
