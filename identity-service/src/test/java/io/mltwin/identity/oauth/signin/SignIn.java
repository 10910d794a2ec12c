package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Contoso;
import io.mltwin.identity.IdentityClient;
import io.mltwin.identity.oauth.signin.TestBrowser.Page;
import io.mltwin.identity.oauth.tokens.Forgery;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tests of the sign-in pages have in common: clients' requests, and people who answer. */
public final class SignIn {
    static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public static final String LOOPBACK = "http://localhost:8400/";
    static final String STATE = "a state & more";
    static final String NONCE = "a-nonce";
    private static final String VERIFIER = "v".repeat(43);
    private static final String ARM = "https://management.azure.com/";

    private final Contoso contoso;

    public SignIn(Contoso contoso) {
        this.contoso = contoso;
    }

    OperatorCredentials.User user(String name) {
        return contoso.user(name);
    }

    /** {@code https://login.BASE:port} */
    public String origin() {
        return contoso.host("login");
    }

    TestBrowser browser() {
        return new TestBrowser(contoso.client(), origin());
    }

    /** What a client sends the browser with. */
    public record Request(String tenant, boolean v2, Map<String, String> fields) {
        /** Null leaves a parameter out; {@code tenant} is a part of the path. */
        public Request with(String name, String value) {
            if (name.equals("tenant")) {
                return new Request(value, v2, fields);
            }
            Map<String, String> changed = new LinkedHashMap<>(fields);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return new Request(tenant, v2, changed);
        }

        Request on(boolean version2) {
            Request other = new Request(tenant, version2, fields);
            return version2 ? other : other.with("scope", null).with("resource", ARM);
        }

        public String endpoint(String name) {
            return "/" + tenant + "/oauth2/" + (v2 ? "v2.0/" : "") + name;
        }

        public String path() {
            return endpoint("authorize") + "?" + TestBrowser.encoded(fields);
        }
    }

    public Request azureCli() {
        return client(AZURE_CLI, LOOPBACK);
    }

    public Request client(String clientId, String redirectUri) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("client_id", clientId);
        fields.put("response_type", "code");
        fields.put("redirect_uri", redirectUri);
        fields.put("scope", ARM + ".default openid profile offline_access");
        fields.put("state", STATE);
        fields.put("nonce", NONCE);
        fields.put("code_challenge", challenge());
        fields.put("code_challenge_method", "S256");
        return new Request(user("olivia").tenantId(), true, fields);
    }

    public static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Page password(TestBrowser browser, Page page, OperatorCredentials.User user) throws IOException {
        return browser.submit(page, "username", user.userPrincipalName(), "password", user.password());
    }

    /** A browser in which the user has signed in to Azure CLI. */
    public TestBrowser signedIn(OperatorCredentials.User user) throws IOException {
        TestBrowser browser = browser();
        Page answer = password(browser, browser.get(azureCli().path()), user);
        assertThat(answer.told("code")).isNotNull();
        return browser;
    }

    /** The client's own call with the code, of a public client. */
    public IdentityClient.Answer redeem(Request request, String code) throws IOException {
        return token(request, redemption(request, code));
    }

    private static Map<String, String> redemption(Request request, String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                request.fields().get("client_id"),
                "code",
                code,
                "redirect_uri",
                request.fields().get("redirect_uri"),
                "code_verifier",
                VERIFIER);
    }

    IdentityClient.Answer token(Request request, Map<String, String> form) throws IOException {
        return post(request.endpoint("token"), form);
    }

    IdentityClient.Answer post(String path, Map<String, String> form) throws IOException {
        return contoso.client()
                .send(
                        "POST",
                        origin() + path,
                        null,
                        BodyPublishers.ofString(TestBrowser.encoded(form)),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    static JsonNode claims(String token) throws IOException {
        return Json.MAPPER.readTree(Forgery.payload(token));
    }
}
