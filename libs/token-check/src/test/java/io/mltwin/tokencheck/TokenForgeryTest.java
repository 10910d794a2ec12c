package io.mltwin.tokencheck;

import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestIssuer.Family;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged, tampered and malformed tokens: a clear refusal, never an exception. */
class TokenForgeryTest extends TokenTable {

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
                row(
                        "HS256 with the public key as secret",
                        vaults(),
                        vaultToken().signedBy("HS256", new HmacKey(publicKey.getEncoded())),
                        Refusal.MALFORMED),
                row(
                        "HS256 with the public key's PEM as secret",
                        vaults(),
                        vaultToken().signedBy("HS256", new HmacKey(pem(publicKey.getEncoded()))),
                        Refusal.MALFORMED),
                row("RS512", vaults(), vaultToken().signedBy("RS512", stranger.getPrivate()), Refusal.MALFORMED),
                row("PS256", vaults(), vaultToken().signedBy("PS256", stranger.getPrivate()), Refusal.MALFORMED),
                row(
                        "a stranger's key under the known name",
                        vaults(),
                        vaultToken().signedBy("RS256", stranger.getPrivate()),
                        Refusal.BAD_SIGNATURE),
                row(
                        "a stranger's key under its own name",
                        vaults(),
                        vaultToken().keyId("stranger").signedBy("RS256", stranger.getPrivate()),
                        Refusal.UNKNOWN_KEY),
                row("no key named", vaults(), vaultToken().keyId(null), Refusal.UNKNOWN_KEY),
                row(
                        "Azure ML speaks as Azure AD",
                        vaults(),
                        run().issuer(issuer.azureAd(TestIssuer.TENANT)).audience(VAULT_AUDIENCE),
                        Refusal.UNKNOWN_KEY),
                row(
                        "Azure AD speaks as Azure ML",
                        machineLearning(),
                        run().keyId(issuer.keyId(Family.AZURE_AD)),
                        Refusal.UNKNOWN_KEY),
                row(
                        "Azure ML's key name, another key",
                        machineLearning(),
                        run().keyId(mlKey).signedBy("RS256", stranger.getPrivate()),
                        Refusal.BAD_SIGNATURE),
                row(
                        "Azure AD speaks as ARM",
                        plane(TokenKind.ASSERTION),
                        issuer.aad("api://mltwin/keyvault", OBJECT).issuer(issuer.management()),
                        Refusal.UNKNOWN_KEY),
                text("payload changed", parts[0] + "." + changed(parts[1]) + "." + parts[2], Refusal.BAD_SIGNATURE),
                text(
                        "header changed",
                        changedHeader(parts[0]) + "." + parts[1] + "." + parts[2],
                        Refusal.BAD_SIGNATURE),
                text("signature changed", parts[0] + "." + parts[1] + "." + flipped(parts[2]), Refusal.BAD_SIGNATURE),
                text(
                        "signature cut off",
                        parts[0] + "." + parts[1] + "." + parts[2].substring(0, 20),
                        Refusal.BAD_SIGNATURE),
                text("no signature", parts[0] + "." + parts[1] + ".", Refusal.BAD_SIGNATURE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedForTheirSignature(String what, Plane plane, String token, Refusal refusal) {
        assertRefused(plane, token, refusal);
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
                text(
                        "algorithm is a number",
                        base64("{\"alg\":7,\"kid\":\"k\"}") + "." + parts[1] + "." + parts[2],
                        Refusal.MALFORMED),
                text(
                        "key name is a number",
                        base64("{\"alg\":\"RS256\",\"kid\":7}") + "." + parts[1] + "." + parts[2],
                        Refusal.MALFORMED),
                text("no algorithm", base64("{\"kid\":\"k\"}") + "." + parts[1] + "." + parts[2], Refusal.MALFORMED),
                text("encrypted, five parts", encrypted + ".a.b.c.d", Refusal.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void noTokens(String what, Plane plane, String token, Refusal refusal) {
        assertRefused(plane, token, refusal);
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
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
