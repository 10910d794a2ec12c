package io.mltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.TestBrowser.Page;
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
    public static final String AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    public static final String AZURE_PORTAL = "c44b4083-3bb0-49c1-b47d-974e53cbdf3c";
    public static final String PORTAL_PAGE = "https://portal.azure.com/signin/index/";
    public static final String LOOPBACK = "http://localhost:8400/";
    public static final String STATE = "a state & more";
    public static final String NONCE = "a-nonce";
    private static final String VERIFIER = "v".repeat(43);
    private static final String ARM = "https://management.azure.com/";

    private final SignInPlatform platform;

    public SignIn(SignInPlatform platform) {
        this.platform = platform;
    }

    public OperatorCredentials.User user(String name) {
        return platform.user(name);
    }

    /** {@code https://login.BASE:port} */
    public String origin() {
        return platform.origin();
    }

    public TestBrowser browser() {
        return new TestBrowser(platform);
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

        public Request on(boolean version2) {
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

    public Page password(TestBrowser browser, Page page, OperatorCredentials.User user) throws IOException {
        return browser.submit(page, "username", user.userPrincipalName(), "password", user.password());
    }

    /** A browser in which the user has signed in to Azure CLI. */
    public TestBrowser signedIn(OperatorCredentials.User user) throws IOException {
        TestBrowser browser = browser();
        Page answer = password(browser, browser.get(azureCli().path()), user);
        assertThat(answer.told("code")).as(answer.title()).isNotNull();
        return browser;
    }

    /** The client's own call with the code, of a public client. */
    public SignInPlatform.Answer redeem(Request request, String code) throws IOException {
        return token(request, redemption(request, code));
    }

    /** By a script of a page of this origin, as a browser says it. */
    public SignInPlatform.Answer redeemFrom(String origin, Request request, String code) throws IOException {
        return post(request.endpoint("token"), redemption(request, code), Map.of("Origin", origin));
    }

    /** The answer to who asks, as Azure CLI does in this browser, for a token for a resource. */
    public SignInPlatform.Answer token(TestBrowser browser, String resource) throws IOException {
        Request request = azureCli().with("scope", resource + "/.default");
        Page page = browser.get(request.path());
        return page.told("code") == null ? page.answer() : redeem(request, page.told("code"));
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

    public SignInPlatform.Answer token(Request request, Map<String, String> form) throws IOException {
        return post(request.endpoint("token"), form);
    }

    public SignInPlatform.Answer post(String path, Map<String, String> form) throws IOException {
        return post(path, form, Map.of());
    }

    private SignInPlatform.Answer post(String path, Map<String, String> form, Map<String, String> headers)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return platform.send("POST", origin() + path, BodyPublishers.ofString(TestBrowser.encoded(form)), all);
    }

    public static JsonNode claims(String token) throws IOException {
        return Json.MAPPER.readTree(Forgery.payload(token));
    }
}
