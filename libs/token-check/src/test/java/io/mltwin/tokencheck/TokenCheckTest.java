package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.Envelope;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestIssuer.Family;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every token that is accepted or refused, really signed, with the keys fetched over HTTPS. */
class TokenCheckTest {

    private static final String OBJECT = "30000000-0000-4000-8000-000000000001";
    private static final String OTHER_TENANT = "10000000-0000-4000-8000-0000000000ff";
    private static final String OTHER_APPLICATION = "0c11e000-0000-4000-8000-0000000000ff";
    private static final String VAULT_AUDIENCE = "https://vault.azure.net";
    private static final String WORKSPACE =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws1";
    private static final String VAULT_URI = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-01";
    private static final Clock WALL = Clock.systemUTC();

    private static TestPlatform platform;
    private static TestIssuer issuer;
    private static Receiver receiver;

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

    @AfterEach
    void clockIsRight() {
        receiver.clock().moveTo(Duration.ZERO);
    }

    private static Plane vaults() {
        return Plane.aad("/vault", Envelope.KEY_VAULT, Audiences.vault(receiver.addresses()));
    }

    private static Plane machineLearning() {
        return Plane.aad("/history", Envelope.RUN_HISTORY, Audiences.machineLearning(receiver.addresses())).and(TokenKind.RUN);
    }

    private static Plane arm() {
        return Plane.aad("/arm", Envelope.ARM, Audiences.arm(receiver.addresses()));
    }

    private static Plane plane(TokenKind kind) {
        return Plane.of("/x", Envelope.ARM, kind);
    }

    private static TestToken vaultToken() {
        return issuer.aad(VAULT_AUDIENCE, OBJECT);
    }

    private static TestToken run() {
        return issuer.run(WORKSPACE, "ws-guid", "run1", OBJECT);
    }

    private static TestToken assertion(String provider) {
        return issuer.assertion(provider, "GET", VAULT_URI, null, OBJECT);
    }

    private static Arguments row(String what, Plane plane, TestToken token, Object outcome) {
        return Arguments.of(what, plane, token.sign(), outcome);
    }

    private static Arguments text(String what, String token, Refusal refusal) {
        return Arguments.of(what, vaults(), token, refusal);
    }

    static Stream<Arguments> accepted() {
        String vaultHost = receiver.addresses().vaultAudience();
        String management = receiver.addresses().management();
        return Stream.of(
                row("Azure AD version 1", vaults(), vaultToken(), TokenKind.AAD),
                row("Azure AD version 2", vaults(), issuer.aadVersion2(VAULT_AUDIENCE, OBJECT), TokenKind.AAD),
                row("a user's token", vaults(), issuer.user(VAULT_AUDIENCE, OBJECT, "rita@contoso"), TokenKind.AAD),
                row("another tenant, consistently", vaults(), vaultToken().issuer(issuer.azureAd(OTHER_TENANT)).tenantId(OTHER_TENANT), TokenKind.AAD),
                row("audience with a slash", vaults(), issuer.aad(VAULT_AUDIENCE + "/", OBJECT), TokenKind.AAD),
                row("the vaults' own name", vaults(), issuer.aad(vaultHost, OBJECT), TokenKind.AAD),
                row("the vaults' own name with a slash", vaults(), issuer.aad(vaultHost + "/", OBJECT), TokenKind.AAD),
                row("ARM's own name", arm(), issuer.aad(management, OBJECT), TokenKind.AAD),
                row("ARM's own name with a slash", arm(), issuer.aad(management + "/", OBJECT), TokenKind.AAD),
                row("ARM in Azure with a slash", arm(), issuer.aad("https://management.azure.com/", OBJECT), TokenKind.AAD),
                row("ARM's classic name", arm(), issuer.aad("https://management.core.windows.net/", OBJECT), TokenKind.AAD),
                row("Azure ML", machineLearning(), issuer.aad("https://ml.azure.com", OBJECT), TokenKind.AAD),
                row("Azure ML in China, by wildcard", machineLearning(), issuer.aad("https://ml.azure.cn", OBJECT), TokenKind.AAD),
                row("Azure ML takes ARM's audience", machineLearning(), issuer.aad(management, OBJECT), TokenKind.AAD),
                row("run token", machineLearning(), run(), TokenKind.RUN),
                row("assertion", plane(TokenKind.ASSERTION), assertion("keyvault"), TokenKind.ASSERTION),
                row("service token", plane(TokenKind.SERVICE), issuer.service("compute", "keyvault"), TokenKind.SERVICE),
                row("admin token", plane(TokenKind.ADMIN), issuer.admin(), TokenKind.ADMIN),
                row("nbf within 300 s", vaults(), vaultToken().notBefore(WALL.instant().plusSeconds(290)), TokenKind.AAD),
                row("no nbf", vaults(), vaultToken().claim("nbf", null), TokenKind.AAD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, Plane plane, String token, TokenKind kind) throws TokenRefused {
        // When
        VerifiedToken verified = receiver.check().check(token, plane);
        // Then
        assertThat(verified.kind()).isEqualTo(kind);
        assertThat(verified.audience()).doesNotEndWith("/");
        assertThat(verified.toString()).doesNotContain(token);
    }

    static Stream<Arguments> refusedForTheirClaims() {
        Instant now = WALL.instant();
        String login = issuer.login();
        return Stream.of(
                row("expired a second ago: no grace", vaults(), vaultToken().expires(now.minusSeconds(1)), Refusal.EXPIRED),
                row("no expiry", vaults(), vaultToken().claim("exp", null), Refusal.MALFORMED),
                row("expiry is a text", vaults(), vaultToken().claim("exp", "never"), Refusal.MALFORMED),
                row("nbf beyond 300 s", vaults(), vaultToken().notBefore(now.plusSeconds(310)), Refusal.NOT_YET_VALID),
                row("nbf is a text", vaults(), vaultToken().claim("nbf", "soon"), Refusal.MALFORMED),
                row("foreign issuer", vaults(), vaultToken().issuer("https://sts.windows.net/" + TestIssuer.TENANT + "/"), Refusal.UNTRUSTED_ISSUER),
                row("issuer over http", vaults(), vaultToken().issuer(login.replace("https", "http") + "/" + TestIssuer.TENANT + "/"), Refusal.UNTRUSTED_ISSUER),
                row("issuer without its slash", vaults(), vaultToken().issuer(login + "/" + TestIssuer.TENANT), Refusal.UNTRUSTED_ISSUER),
                row("issuer with more behind", vaults(), vaultToken().issuer(issuer.azureAd(TestIssuer.TENANT) + "v2.0.evil.example"), Refusal.UNTRUSTED_ISSUER),
                row("issuer common", vaults(), vaultToken().issuer(login + "/common/"), Refusal.UNTRUSTED_ISSUER),
                row("no issuer", vaults(), vaultToken().issuer(null), Refusal.UNTRUSTED_ISSUER),
                row("issuer is a list", vaults(), vaultToken().claim("iss", List.of(issuer.azureAd(TestIssuer.TENANT))), Refusal.MALFORMED),
                row("tid is not the issuer's tenant", vaults(), vaultToken().tenantId(OTHER_TENANT), Refusal.WRONG_AUDIENCE),
                row("issuer's tenant is not tid", vaults(), vaultToken().issuer(issuer.azureAd(OTHER_TENANT)), Refusal.WRONG_AUDIENCE),
                row("no tid", vaults(), vaultToken().tenantId(null), Refusal.WRONG_AUDIENCE),
                row("no audience", vaults(), vaultToken().audience(null), Refusal.WRONG_AUDIENCE),
                row("two audiences", vaults(), vaultToken().claim("aud", List.of(VAULT_AUDIENCE, "https://ml.azure.com")), Refusal.WRONG_AUDIENCE),
                row("audience is a number", vaults(), vaultToken().claim("aud", 7), Refusal.MALFORMED));
    }

    static Stream<Arguments> refusedAtThisPlane() {
        String management = receiver.addresses().management();
        return Stream.of(
                row("ARM's token at a vault", vaults(), issuer.aad(management, OBJECT), Refusal.WRONG_AUDIENCE),
                row("storage's token at a vault", vaults(), issuer.aad("https://storage.azure.com", OBJECT), Refusal.WRONG_AUDIENCE),
                row("Azure ML's token at a vault", vaults(), issuer.aad("https://ml.azure.com", OBJECT), Refusal.WRONG_AUDIENCE),
                row("vault's token at ARM", arm(), vaultToken(), Refusal.WRONG_AUDIENCE),
                row("Azure ML's token at ARM", arm(), issuer.aad("https://ml.azure.com", OBJECT), Refusal.WRONG_AUDIENCE),
                row("vault's token at Azure ML", machineLearning(), vaultToken(), Refusal.WRONG_AUDIENCE),
                row("wildcard is no substring", machineLearning(), issuer.aad("https://evil.example/https://ml.azure.com", OBJECT), Refusal.WRONG_AUDIENCE),
                row("wildcard ends at the name", machineLearning(), issuer.aad("https://ml.azurecom", OBJECT), Refusal.WRONG_AUDIENCE),
                row("audience with more behind", vaults(), issuer.aad(VAULT_AUDIENCE + ".evil.example", OBJECT), Refusal.WRONG_AUDIENCE),
                row("run token at a vault", vaults(), run(), Refusal.WRONG_AUDIENCE),
                row("run token at ARM", arm(), run(), Refusal.WRONG_AUDIENCE),
                row("run token without run", machineLearning(), run().claim("runId", null), Refusal.WRONG_AUDIENCE),
                row("run token without workspace", machineLearning(), run().claim("workspaceScope", null), Refusal.WRONG_AUDIENCE),
                row("run token that names ARM", arm(), run().audience(management), Refusal.WRONG_AUDIENCE),
                row("assertion at a vault", vaults(), assertion("keyvault"), Refusal.WRONG_AUDIENCE),
                row("assertion for another provider", plane(TokenKind.ASSERTION), assertion("compute"), Refusal.WRONG_AUDIENCE),
                row("user's token as assertion", plane(TokenKind.ASSERTION), issuer.aad(management, OBJECT), Refusal.WRONG_AUDIENCE),
                row("service token at a vault", vaults(), issuer.service("compute", "keyvault"), Refusal.WRONG_AUDIENCE),
                row("service token for another service", plane(TokenKind.SERVICE), issuer.service("compute", "identity"), Refusal.WRONG_AUDIENCE),
                row("service token of no service", plane(TokenKind.SERVICE), issuer.service("compute", "keyvault").applicationId(OTHER_APPLICATION), Refusal.WRONG_AUDIENCE),
                row("service token without application", plane(TokenKind.SERVICE), issuer.service("compute", "keyvault").applicationId(null), Refusal.WRONG_AUDIENCE),
                row("service token of a customer's tenant", plane(TokenKind.SERVICE), issuer.service("compute", "keyvault").issuer(issuer.azureAd(TestIssuer.TENANT)).tenantId(TestIssuer.TENANT), Refusal.WRONG_AUDIENCE),
                row("service token, tid and issuer differ", plane(TokenKind.SERVICE), issuer.service("compute", "keyvault").issuer(issuer.azureAd(TestIssuer.TENANT)), Refusal.WRONG_AUDIENCE),
                row("admin token at internal endpoints", plane(TokenKind.SERVICE), issuer.admin(), Refusal.WRONG_AUDIENCE),
                row("service token at the administration", plane(TokenKind.ADMIN), issuer.service("compute", "keyvault"), Refusal.WRONG_AUDIENCE),
                row("admin token of another application", plane(TokenKind.ADMIN), issuer.admin().applicationId(OTHER_APPLICATION), Refusal.WRONG_AUDIENCE),
                row("admin token of another tenant", plane(TokenKind.ADMIN), issuer.admin().issuer(issuer.azureAd(TestIssuer.TENANT)).tenantId(TestIssuer.TENANT), Refusal.WRONG_AUDIENCE),
                row("admin token, tid and issuer differ", plane(TokenKind.ADMIN), issuer.admin().issuer(issuer.azureAd(TestIssuer.TENANT)), Refusal.WRONG_AUDIENCE));
    }

    static Stream<Arguments> refusedForTheirSignature() {
        var stranger = TestIssuer.newKeys();
        var publicKey = issuer.publicKey(Family.AZURE_AD);
        String good = vaultToken().sign();
        String[] parts = good.split("\\.");
        String mlKey = issuer.keyId(Family.AZURE_ML);
        return Stream.of(
                text("algorithm none", unsigned("none", parts), Refusal.MALFORMED),
                text("algorithm nOnE", unsigned("nOnE", parts), Refusal.MALFORMED),
                text("algorithm none with the old signature", unsigned("none", parts) + parts[2], Refusal.MALFORMED),
                row("HS256 with the public key as secret", vaults(), vaultToken().signedBy("HS256", new HmacKey(publicKey.getEncoded())), Refusal.MALFORMED),
                row("HS256 with the public key's PEM as secret", vaults(), vaultToken().signedBy("HS256", new HmacKey(pem(publicKey.getEncoded()))), Refusal.MALFORMED),
                row("RS512", vaults(), vaultToken().signedBy("RS512", stranger.getPrivate()), Refusal.MALFORMED),
                row("PS256", vaults(), vaultToken().signedBy("PS256", stranger.getPrivate()), Refusal.MALFORMED),
                row("a stranger's key under the known name", vaults(), vaultToken().signedBy("RS256", stranger.getPrivate()), Refusal.BAD_SIGNATURE),
                row("a stranger's key under its own name", vaults(), vaultToken().keyId("stranger").signedBy("RS256", stranger.getPrivate()), Refusal.UNKNOWN_KEY),
                row("no key named", vaults(), vaultToken().keyId(null), Refusal.UNKNOWN_KEY),
                row("Azure ML speaks as Azure AD", vaults(), run().issuer(issuer.azureAd(TestIssuer.TENANT)).audience(VAULT_AUDIENCE), Refusal.UNKNOWN_KEY),
                row("Azure AD speaks as Azure ML", machineLearning(), run().keyId(issuer.keyId(Family.AZURE_AD)), Refusal.UNKNOWN_KEY),
                row("Azure ML's key name, another key", machineLearning(), run().keyId(mlKey).signedBy("RS256", stranger.getPrivate()), Refusal.BAD_SIGNATURE),
                row("Azure AD speaks as ARM", plane(TokenKind.ASSERTION), issuer.aad("api://mltwin/keyvault", OBJECT).issuer(issuer.management()), Refusal.UNKNOWN_KEY),
                text("payload changed", parts[0] + "." + changed(parts[1]) + "." + parts[2], Refusal.BAD_SIGNATURE),
                text("header changed", changedHeader(parts[0]) + "." + parts[1] + "." + parts[2], Refusal.BAD_SIGNATURE),
                text("signature changed", parts[0] + "." + parts[1] + "." + flipped(parts[2]), Refusal.BAD_SIGNATURE),
                text("signature cut off", parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20), Refusal.BAD_SIGNATURE),
                text("no signature", parts[0] + "." + parts[1] + ".", Refusal.BAD_SIGNATURE));
    }

    static Stream<Arguments> noTokens() {
        String[] parts = vaultToken().sign().split("\\.");
        String encrypted = base64("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}");
        return Stream.of(
                text("empty", "", Refusal.MALFORMED),
                text("a word", "secret", Refusal.MALFORMED),
                text("two dots", "..", Refusal.MALFORMED),
                text("no base64", "ä.ö.ü", Refusal.MALFORMED),
                text("header is no JSON", base64("text") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("header is a list", base64("[]") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("payload is no JSON", parts[0] + "." + base64("text") + "." + parts[2], Refusal.MALFORMED),
                text("payload is a list", parts[0] + "." + base64("[]") + "." + parts[2], Refusal.MALFORMED),
                text("algorithm is a number", base64("{\"alg\":7,\"kid\":\"k\"}") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("key name is a number", base64("{\"alg\":\"RS256\",\"kid\":7}") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("no algorithm", base64("{\"kid\":\"k\"}") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("encrypted, five parts", encrypted + ".a.b.c.d", Refusal.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"refusedForTheirClaims", "refusedAtThisPlane", "refusedForTheirSignature", "noTokens"})
    void refused(String what, Plane plane, String token, Refusal refusal) {
        // When
        TokenRefused refused = refusal(receiver, token, plane);
        // Then
        assertThat(refused).as("must be refused").isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.getMessage()).doesNotContain(OBJECT);
    }

    @Test
    void expiresWithThePlatformsClock() throws TokenRefused {
        // Given
        String token = vaultToken().sign();
        // When, Then
        receiver.clock().moveTo(Duration.ofMinutes(59));
        assertThat(receiver.check().check(token, vaults()).objectId()).isEqualTo(OBJECT);
        receiver.clock().moveTo(Duration.ofMinutes(61));
        assertThat(refusal(receiver, token, vaults()).refusal()).isEqualTo(Refusal.EXPIRED);
    }

    @Test
    void tellsTheCaller() throws TokenRefused {
        // Given
        String token = issuer.user(VAULT_AUDIENCE, OBJECT, "rita@contoso").groups(List.of("g1", "g2")).sign();
        // When
        VerifiedToken verified = receiver.check().check(token, vaults());
        // Then
        assertThat(verified.caller().objectId()).isEqualTo(OBJECT);
        assertThat(verified.caller().tenantId()).isEqualTo(TestIssuer.TENANT);
        assertThat(verified.caller().displayName()).isEqualTo("rita@contoso");
        assertThat(verified.caller().groups()).containsExactly("g1", "g2");
        assertThat(verified.scope()).isEqualTo("user_impersonation");
    }

    private static TokenRefused refusal(Receiver at, String token, Plane plane) {
        return catchThrowableOfType(TokenRefused.class, () -> at.check().check(token, plane));
    }

    private static String unsigned(String algorithm, String[] parts) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + issuer.keyId(Family.AZURE_AD) + "\"}";
        return base64(header) + "." + parts[1] + ".";
    }

    private static String changed(String payload) {
        return base64(decoded(payload).replace(OBJECT, "30000000-0000-4000-8000-000000000002"));
    }

    private static String changedHeader(String header) {
        return base64(decoded(header).replace("JWT", "jwt"));
    }

    private static String flipped(String signature) {
        char first = signature.charAt(0);
        return (first == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private static byte[] pem(byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
