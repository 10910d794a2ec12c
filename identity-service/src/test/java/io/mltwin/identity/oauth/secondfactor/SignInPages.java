package io.mltwin.identity.oauth.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.DirectoryUnderTest;
import io.mltwin.identity.DirectoryUnderTest.User;
import io.mltwin.testkit.ServiceUnderTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser in which a user signs in to a client, with an authenticator app. */
public final class SignInPages {

    /** The proof key of every sign-in here. */
    public static final String VERIFIER = "v".repeat(43);

    private static final Client AZURE_CLI =
            new Client(DirectoryUnderTest.AZURE_CLI, "http://localhost:8400/", DirectoryUnderTest.SCOPE);
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"flow\" value=\"([^\"]*)\">");
    private static final Pattern SECRET = Pattern.compile("<p class=\"secret\" id=\"secret\">([A-Z2-7 ]+)</p>");

    private final ServiceUnderTest service;
    private final DirectoryUnderTest directory;
    private final Map<String, String> cookies = new HashMap<>();

    /** The client that sends the browser, and for what. */
    public record Client(String clientId, String redirectUri, String scope) {}

    public SignInPages(ServiceUnderTest service, DirectoryUnderTest directory) {
        this.service = service;
        this.directory = directory;
    }

    /** Signs in to a tenant, sets a second factor up where it is asked for; the tokens. */
    public Response signIn(String tenant, User user) {
        return directory.token(tenant, redemption(code(tenant, user, AZURE_CLI)));
    }

    /** Signs in to a client, which gets this code. */
    public String code(String tenant, User user, Client client) {
        Response page = authorize(tenant, client, true);
        if (page.statusCode() == 200 && page.asString().contains("name=\"password\"")) {
            page = submit(
                    "/common/signin/password", page, Map.of("username", user.name(), "password", user.password()));
        }
        if (page.statusCode() == 200 && page.asString().contains("id=\"secret\"")) {
            byte[] secret = Base32.decode(first(SECRET, page).replace(" ", ""));
            String code = Totp.code(secret, Totp.step(Instant.now()));
            page = submit("/common/signin/code", page, Map.of("code", code));
        }
        return told(page, "code");
    }

    /** The first answer to the browser that a client sends. */
    public Response authorize(String tenant, Client client, boolean withProofKey) {
        String path = "/"
                + tenant
                + "/oauth2/v2.0/authorize?response_type=code&client_id="
                + client.clientId()
                + "&redirect_uri="
                + encoded(client.redirectUri())
                + "&scope="
                + encoded(client.scope());
        String proofKey = "&code_challenge_method=S256&code_challenge=" + challenge();
        return read(browser().get(path + (withProofKey ? proofKey : "")));
    }

    private RequestSpecification browser() {
        return service.given("login").redirects().follow(false).cookies(cookies);
    }

    private Response submit(String path, Response page, Map<String, String> typed) {
        Map<String, String> fields = new LinkedHashMap<>(typed);
        fields.put("flow", first(HIDDEN, page));
        return read(browser()
                .urlEncodingEnabled(true)
                .contentType("application/x-www-form-urlencoded")
                .formParams(fields)
                .post(path));
    }

    private Response read(Response page) {
        cookies.putAll(page.cookies());
        return page;
    }

    private static String first(Pattern pattern, Response page) {
        Matcher found = pattern.matcher(page.asString());
        assertThat(found.find()).as(page.asString()).isTrue();
        return found.group(1);
    }

    /** What an answer tells the client, in the query of its address. */
    public static String told(Response answer, String name) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(302, 303);
        for (String pair : URI.create(answer.header("Location")).getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return UriEncoding.decodeFormValue(pair.substring(name.length() + 1));
            }
        }
        throw new AssertionError("no " + name + " in " + answer.header("Location"));
    }

    private static Map<String, String> redemption(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                DirectoryUnderTest.AZURE_CLI,
                "code",
                code,
                "redirect_uri",
                AZURE_CLI.redirectUri(),
                "code_verifier",
                VERIFIER);
    }

    private static String encoded(String text) {
        return UriEncoding.encodeFormValue(text);
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
