package io.mltwin.identity.oauth.tokens;

import io.mltwin.encoding.PemKeys;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.identity.oauth.secondfactor.SignInPages;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** The console as a client of the service under test, with its own key. */
final class ConsoleUnderTest {

    static final String ID = TrustMaterial.CONSOLE_APPLICATION;
    static final String SCOPE = ID + "/.default openid profile offline_access";

    private static final String ON_BEHALF_OF = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final TestPlatform platform;
    private final DirectoryUnderTest directory;

    ConsoleUnderTest(TestPlatform platform, DirectoryUnderTest directory) {
        this.platform = platform;
        this.directory = directory;
    }

    /**
     * By what the console proves itself.
     *
     * @param issuer the application that the assertion speaks for
     * @param key the private folder's file
     * @param tenant that the assertion is addressed to
     */
    record Proof(String issuer, String key, String tenant) {
        static Proof good(String tenant) {
            return new Proof(ID, "console-key.pem", tenant);
        }
    }

    String address() {
        return "https://console."
                + platform.trust().base()
                + ":"
                + platform.trust().ports().of(PlatformService.TELEMETRY);
    }

    String callback() {
        return address() + "/signin/callback";
    }

    SignInPages.Client client() {
        return new SignInPages.Client(ID, callback(), SCOPE);
    }

    SignInPages browser() {
        return new SignInPages(platform.service(), directory);
    }

    String code(String tenant, User user) {
        return browser().code(tenant, user, client());
    }

    Response redeem(String tenant, String code) {
        return token(tenant, Proof.good(tenant), redemption(code));
    }

    /** Signs a user in; the tokens of the console. */
    Response signIn(String tenant, User user) {
        return redeem(tenant, code(tenant, user));
    }

    Map<String, String> redemption(String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", callback());
        form.put("code_verifier", SignInPages.VERIFIER);
        return form;
    }

    Response onBehalfOf(String tenant, String assertion, String scope) {
        return token(tenant, Proof.good(tenant), onBehalfOf(assertion, scope));
    }

    static Map<String, String> onBehalfOf(String assertion, String scope) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", ON_BEHALF_OF);
        form.put("requested_token_use", "on_behalf_of");
        form.put("assertion", assertion);
        form.put("scope", scope);
        return form;
    }

    Response token(String tenant, Proof proof, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.putIfAbsent("client_id", ID);
        all.put("client_assertion_type", ClientAssertions.TYPE);
        all.put("client_assertion", sign(proof));
        return directory.token(tenant, all);
    }

    private String sign(Proof proof) {
        Path key = platform.trust().folder().privateOf("telemetry").resolve(proof.key());
        return sign(
                proof.issuer(),
                platform.issuer().login() + "/" + proof.tenant() + "/oauth2/v2.0/token",
                PemKeys.readPrivate(key));
    }

    private static String sign(String issuer, String audience, PrivateKey key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject(issuer);
        claims.setAudience(audience);
        claims.setExpirationTime(NumericDate.fromSeconds(Instant.now().getEpochSecond() + 300));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_PSS_USING_SHA256);
        signature.setKey(key);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("an RSA key signs", e);
        }
    }

    /** The token with another payload under the same signature. */
    static String altered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String other = claims.replace("\"user_impersonation\"", "\"everything\"");
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }
}
