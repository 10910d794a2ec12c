package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Envelope;
import io.mltwin.platform.Addresses;
import io.mltwin.testkit.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Good tokens at the wrong door: each kind and audience is accepted where the plane of the request
 * takes it, and nowhere else.
 */
class TokenReceiverTest extends TokenTable {

    private static final String OTHER_APPLICATION = "0c11e000-0000-4000-8000-0000000000ff";

    static Stream<Arguments> refusedAtThisPlane() {
        String management = receiver.addresses().management();
        return Stream.of(
                row("ARM's token at a vault", vaults(), issuer.aad(management, OBJECT), Refusal.WRONG_AUDIENCE),
                row(
                        "storage's token at a vault",
                        vaults(),
                        issuer.aad("https://storage.azure.com", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "Azure ML's token at a vault",
                        vaults(),
                        issuer.aad("https://ml.azure.com", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row("vault's token at ARM", arm(), vaultToken(), Refusal.WRONG_AUDIENCE),
                row(
                        "Azure ML's token at ARM",
                        arm(),
                        issuer.aad("https://ml.azure.com", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row("vault's token at Azure ML", machineLearning(), vaultToken(), Refusal.WRONG_AUDIENCE),
                row(
                        "Azure ML in China",
                        machineLearning(),
                        issuer.aad("https://ml.azure.cn", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "Azure ML with more behind",
                        machineLearning(),
                        issuer.aad("https://ml.azure.com.evil.example", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "Azure ML's derived name with more behind",
                        machineLearning(),
                        issuer.aad(derivedName() + ".evil.example", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "no name is a substring",
                        machineLearning(),
                        issuer.aad("https://evil.example/https://ml.azure.com", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "a name has its dot",
                        machineLearning(),
                        issuer.aad("https://ml.azurecom", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "audience with more behind",
                        vaults(),
                        issuer.aad(VAULT_AUDIENCE + ".evil.example", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row("run token at a vault", vaults(), run(), Refusal.WRONG_AUDIENCE),
                row("run token at ARM", arm(), run(), Refusal.WRONG_AUDIENCE),
                row("run token without run", machineLearning(), run().claim("runId", null), Refusal.WRONG_AUDIENCE),
                row(
                        "run token without workspace",
                        machineLearning(),
                        run().claim("workspaceScope", null),
                        Refusal.WRONG_AUDIENCE),
                row("run token that names ARM", arm(), run().audience(management), Refusal.WRONG_AUDIENCE),
                row(
                        "a notebook resource's token at ARM",
                        arm(),
                        issuer.notebook(management, "/w", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "a notebook resource's token at Azure ML",
                        machineLearning(),
                        issuer.notebook("https://ml.azure.com", "/w", OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row("assertion at a vault", vaults(), assertion("keyvault"), Refusal.WRONG_AUDIENCE),
                row(
                        "assertion for another provider",
                        plane(TokenKind.ASSERTION),
                        assertion("compute"),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "user's token as assertion",
                        plane(TokenKind.ASSERTION),
                        issuer.aad(management, OBJECT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token at a vault",
                        vaults(),
                        issuer.service("compute", "keyvault"),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token for another service",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "identity"),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token of no service",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "keyvault").applicationId(OTHER_APPLICATION),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token without application",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "keyvault").applicationId(null),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token of a customer's tenant",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "keyvault")
                                .issuer(issuer.azureAd(TestIssuer.TENANT))
                                .tenantId(TestIssuer.TENANT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token, tid and issuer differ",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "keyvault").issuer(issuer.azureAd(TestIssuer.TENANT)),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "admin token at internal endpoints",
                        plane(TokenKind.SERVICE),
                        issuer.admin(),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "service token at the administration",
                        plane(TokenKind.ADMIN),
                        issuer.service("compute", "keyvault"),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "admin token of another application",
                        plane(TokenKind.ADMIN),
                        issuer.admin().applicationId(OTHER_APPLICATION),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "admin token of another tenant",
                        plane(TokenKind.ADMIN),
                        issuer.admin().issuer(issuer.azureAd(TestIssuer.TENANT)).tenantId(TestIssuer.TENANT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "admin token, tid and issuer differ",
                        plane(TokenKind.ADMIN),
                        issuer.admin().issuer(issuer.azureAd(TestIssuer.TENANT)),
                        Refusal.WRONG_AUDIENCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedAtThisPlane(String what, Plane plane, String token, Refusal refusal) {
        assertRefused(plane, token, refusal);
    }

    /** Every resource that tokens are for, and the planes that take them. */
    @ParameterizedTest
    @CsvSource({
        "https://management.azure.com, arm machineLearning registry",
        "https://ml.azure.com, machineLearning",
        "https://vault.azure.net, vault",
        "https://storage.azure.com, storage",
        "https://graph.microsoft.com, graph",
        "https://containerregistry.azure.net, registry",
        "https://api.loganalytics.io, logs",
        "https://api.applicationinsights.io, logs",
    })
    void aResourcesTokenIsTakenByItsPlanesOnly(String audience, String takenBy) {
        Addresses addresses = receiver.addresses();
        Map<String, List<String>> planes = Map.of(
                "arm", Audiences.arm(addresses),
                "machineLearning", Audiences.machineLearning(addresses),
                "vault", Audiences.vault(addresses),
                "storage", Audiences.storage(addresses),
                "graph", Audiences.graph(addresses),
                "registry", Audiences.registry(addresses),
                "logs", Audiences.logs(addresses));
        String token = issuer.aad(audience, OBJECT).sign();
        List<String> taking = List.of(takenBy.split(" "));

        planes.forEach((name, audiences) -> {
            TokenRefusedException refused = refusal(token, Plane.aad("/x", Envelope.ARM, audiences));
            assertThat(refused == null ? null : refused.refusal())
                    .as(name)
                    .isEqualTo(taking.contains(name) ? null : Refusal.WRONG_AUDIENCE);
        });
    }
}
