package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.GoodTokenForms.with;
import static io.mltwin.identity.oauth.tokens.GoodTokenForms.without;
import static io.mltwin.identity.oauth.tokens.MalformedTokenRequests.MALFORMED;
import static io.mltwin.signin.TokenClient.AZURE_CLI;

import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;
import io.mltwin.signin.ClientAssertion;
import io.mltwin.signin.Forgery;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** Assertions of clients and of users that nobody signed, or that are another's. */
final class ForgedTokenAssertions {

    private static final int ASSERTION = 700027;

    private final Good good;
    private final GoodTokenForms forms;
    private final TokenCases cases;

    ForgedTokenAssertions(TokenCases cases) {
        this.good = cases.good();
        this.forms = cases.forms();
        this.cases = cases;
    }

    void add() {
        forgedClientAssertions();
        forgedUserAssertions();
    }

    private void forgedClientAssertions() {
        KeyPair own = rsa();
        byte[] publicKey =
                ClientAssertion.certificate(good.application()).getPublicKey().getEncoded();
        String thumbprint = ClientAssertion.thumbprint("SHA-1", ClientAssertion.certificate(good.application()));
        assertion("unsigned", assertion().signed("none", null));
        assertion("signed by the public key", assertion().signed("HS256", new SecretKeySpec(publicKey, "HMAC")));
        assertion(
                "signed by the certificate's text",
                assertion()
                        .signed(
                                "HS256",
                                new SecretKeySpec(
                                        good.application().certificate().getBytes(StandardCharsets.US_ASCII), "HMAC")));
        assertion("RS512", assertion().signed("RS512", null));
        assertion("RS384", assertion().signed("RS384", null));
        assertion("PS512", assertion().signed("PS512", null));
        assertion("another key", assertion().signed("RS256", own.getPrivate()));
        assertion(
                "another key by our name",
                assertion().signed("RS256", own.getPrivate()).header("x5t", thumbprint));
        assertion("another name", assertion().header("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        for (String kid : new String[] {"../../etc/passwd", "' union select 1 --", "/dev/null", ""}) {
            assertion(
                    "kid " + kid, assertion().signed("RS256", own.getPrivate()).header("kid", kid));
        }
        assertion(
                "its own jwk",
                assertion()
                        .signed("RS256", own.getPrivate())
                        .header("jwk", Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB")));
        assertion("its own jku", assertion().signed("RS256", own.getPrivate()).header("jku", "https://evil.example/"));
        assertion("its own x5u", assertion().signed("RS256", own.getPrivate()).header("x5u", "https://evil.example/"));
        assertion("its own x5c", assertion().signed("RS256", own.getPrivate()).header("x5c", List.of("MIIB")));
        assertion("an unknown crit", assertion().header("crit", List.of("exp")));
        assertion(
                "another audience", assertion().claim("aud", "https://login.microsoftonline.com/x/oauth2/v2.0/token"));
        assertion(
                "another tenant's",
                assertion().claim("aud", good.tokenEndpoint().replace(good.tenant(), good.otherTenant())));
        assertion(
                "the authorization endpoint",
                assertion().claim("aud", good.tokenEndpoint().replace("/token", "/authorize")));
        assertion("another issuer", assertion().claim("iss", AZURE_CLI));
        assertion("another subject", assertion().claim("sub", AZURE_CLI));
        assertion("expired", assertion().claim("exp", 1));
        assertion("without an end", assertion().claim("exp", "never"));
        assertion("not yet", assertion().claim("nbf", 9_999_999_999L));
        for (String text : new String[] {"x", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30."}) {
            cases.add("assertion " + text, withAssertion(text, ClientAssertion.TYPE), ASSERTION);
        }
        cases.add("assertion of another type", withAssertion(assertion().text(), "urn:x"), ASSERTION);
        cases.add(
                "secret and assertion",
                with(
                        withAssertion(assertion().text(), ClientAssertion.TYPE),
                        "client_secret",
                        good.application().secret()),
                MALFORMED);
    }

    private ClientAssertion assertion() {
        return new ClientAssertion(good.application(), good.tokenEndpoint());
    }

    private void assertion(String name, ClientAssertion forged) {
        cases.add("assertion: " + name, withAssertion(forged.text(), ClientAssertion.TYPE), ASSERTION);
    }

    private Map<String, String> withAssertion(String assertion, String type) {
        return with(
                with(without(forms.client(), "client_secret"), "client_assertion", assertion),
                "client_assertion_type",
                type);
    }

    private void forgedUserAssertions() {
        cases.add("another's token", forms.onBehalf(good.userToken()), 500131);
        cases.add("an unsigned token", forms.onBehalf(Forgery.unsigned(good.userToken())), 50027);
        cases.add("a changed token", forms.onBehalf(Forgery.tampered(good.userToken())), 50013);
        cases.add("no token", forms.onBehalf("x"), 50027);
        String[] parts = good.userToken().split("\\.");
        for (String header : new String[] {
            "{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"alg\":\"none\"}", "{\"alg\":\"RS512\"}",
        }) {
            cases.add(
                    "a token with " + header, forms.onBehalf(base64(header) + "." + parts[1] + "." + parts[2]), 50027);
        }
        for (String kid : new String[] {"x", "../../keys/1", "' or 1=1"}) {
            cases.add(
                    "a token with kid " + kid,
                    forms.onBehalf(
                            base64("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}") + "." + parts[1] + "." + parts[2]),
                    50013);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
