package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The console's side of a sign-in: what it asks Azure AD for, and what it takes from it. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleSignInResourceTest {

    private static final String SIGN_IN = "__Host-console-signin";

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private ConsoleVisitor olivia;

    @BeforeEach
    void aNewBrowser() {
        platform.calls().reset();
        olivia = new ConsoleVisitor(service);
    }

    @Test
    void aSignInBeginsWithProofKeyStateAndNonce() {
        Response answer = olivia.get("/signin?back=%2Fresources");
        answer.then()
                .statusCode(303)
                .header(
                        "Location",
                        startsWith(platform.issuer().login()
                                + "/organizations/oauth2/v2.0/authorize?client_id="
                                + TrustMaterial.CONSOLE_APPLICATION
                                + "&response_type=code&redirect_uri="));
        Map<String, String> asked = new PlayedSignIn(platform, olivia).begin("%2Fresources");
        assertThat(asked)
                .containsEntry("redirect_uri", olivia.origin() + "/signin/callback")
                .containsEntry("scope", TrustMaterial.CONSOLE_APPLICATION + "/.default openid profile offline_access")
                .containsEntry("code_challenge_method", "S256");
        assertThat(asked.get("state")).hasSize(43).isNotEqualTo(asked.get("nonce"));
        isHostCookie(answer.getDetailedCookie(SIGN_IN));
        assertThat(answer.getDetailedCookie(SIGN_IN).getMaxAge()).isEqualTo(600);
    }

    @Test
    void theCodeIsRedeemedWithTheKeyOfTheConsole() {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        Map<String, String> asked = signIn.begin("%2Fresources%3Fsearch%3Da");
        Response answer = signIn.complete(asked);

        answer.then().statusCode(303).header("Location", equalTo("/resources?search=a"));
        assertThat(olivia.cookies()).doesNotContainKey(SIGN_IN);
        Cookie session = answer.getDetailedCookie(ConsoleVisitor.SESSION);
        isHostCookie(session);
        assertThat(session.getMaxAge()).isEqualTo(-1);
        assertThat(session.getValue()).matches("[A-Za-z0-9_-]{43}");
        PeerRequest call = platform.calls()
                .received("identity", "POST", PlayedSignIn.ENDPOINT)
                .get(0);
        assertThat(call.form("grant_type")).isEqualTo("authorization_code");
        assertThat(call.form("code")).isEqualTo("the-code");
        assertThat(call.form("client_id")).isEqualTo(TrustMaterial.CONSOLE_APPLICATION);
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(call.form("code_verifier"))))
                .isEqualTo(asked.get("code_challenge"));
        String assertion = call.form("client_assertion").split("\\.")[1];
        assertThat(new String(Base64.getUrlDecoder().decode(assertion), StandardCharsets.UTF_8))
                .contains(platform.issuer().login() + PlayedSignIn.ENDPOINT);
    }

    @Test
    void thePageNamesThePersonAsText() {
        new PlayedSignIn(platform, olivia).complete("%2F");
        olivia.get("/signed-out")
                .then()
                .body(containsString("Signed in as Olivia &lt;b&gt;Owner&lt;/b&gt;"))
                .body(not(containsString("href=\"/clock\"")));
        olivia.get("/").then().statusCode(200).body(containsString("data-test=\"parts\""));
    }

    @Test
    void membersOfTheGroupAreOperators() {
        new PlayedSignIn(platform, olivia)
                .withAccessToken(token -> token.claim("groups", java.util.List.of(TrustMaterial.OPERATORS_GROUP)))
                .complete("%2F");
        olivia.get("/signed-out").then().body(containsString("href=\"/clock\""));
    }

    /** Each token of the administration lives for a minute; here for three seconds. */
    @ParameterizedTest(name = "Azure AD answers {0} {1}")
    @CsvSource({"400, access_denied", "503, temporarily_unavailable"})
    void whoLeavesTheGroupIsNoOperatorAnyMore(int status, String error) {
        // Given
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia)
                .withAccessToken(token -> token.claim("groups", java.util.List.of(TrustMaterial.OPERATORS_GROUP))
                        .expires(Instant.now().plusSeconds(3)));
        signIn.complete("%2F");
        olivia.get("/signed-out").then().body(containsString("href=\"/clock\""));
        // When
        signIn.refusing(PeerAnswer.json(status, Map.of("error", error)));
        // Then
        await().untilAsserted(() -> olivia.get("/signed-out").then().body(not(containsString("href=\"/clock\""))));
        olivia.get("/signed-out").then().body(containsString("Signed in as Olivia"));
    }

    @Test
    void theDatabaseHasNeitherCookieNorToken() throws Exception {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        signIn.complete("%2F");
        String cookie = olivia.cookies().get(ConsoleVisitor.SESSION);
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select s::text, refresh_token from console_session s" + " where cookie_hash = ?")) {
            query.setBytes(1, Sha256.hash(cookie));
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).doesNotContain(cookie);
                assertThat(new String(row.getBytes(2), StandardCharsets.ISO_8859_1))
                        .doesNotContain(signIn.refreshToken());
            }
        }
    }

    @Test
    void eachSignInMakesANewSessionAndEndsTheLast() {
        // Given: a session that somebody else has put into the browser
        ConsoleVisitor mallory = new ConsoleVisitor(service);
        new PlayedSignIn(platform, mallory).complete("%2F");
        String fixed = mallory.cookies().get(ConsoleVisitor.SESSION);
        olivia.cookies().put(ConsoleVisitor.SESSION, fixed);
        // When
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        // Then
        assertThat(olivia.cookies().get(ConsoleVisitor.SESSION)).isNotEqualTo(fixed);
        assertThat(isSignedIn(olivia)).isTrue();
        assertThat(isSignedIn(mallory)).isFalse();
    }

    @Test
    void aCookieThatNobodyWasGivenIsNoSession() {
        olivia.cookies().put(ConsoleVisitor.SESSION, "x".repeat(43));
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        assertThat(olivia.cookies().get(ConsoleVisitor.SESSION)).isNotEqualTo("x".repeat(43));
        for (String name : java.util.List.of("console-session", "__Secure-console-session")) {
            ConsoleVisitor tossed = new ConsoleVisitor(service);
            tossed.cookies().put(name, olivia.cookies().get(ConsoleVisitor.SESSION));
            assertThat(isSignedIn(tossed)).as(name).isFalse();
        }
    }

    @Test
    void aSignOutEndsBothSessions() {
        new PlayedSignIn(platform, olivia).complete("%2F");
        ConsoleVisitor copy = new ConsoleVisitor(service);
        copy.cookies().putAll(olivia.cookies());
        olivia.post("/signout", "a=b")
                .then()
                .statusCode(303)
                .header(
                        "Location",
                        equalTo(platform.issuer().login()
                                + "/organizations/oauth2/v2.0/logout?client_id="
                                + TrustMaterial.CONSOLE_APPLICATION
                                + "&post_logout_redirect_uri="
                                + java.net.URLEncoder.encode(olivia.origin() + "/signed-out", StandardCharsets.UTF_8)));
        assertThat(olivia.cookies()).doesNotContainKey(ConsoleVisitor.SESSION);
        assertThat(isSignedIn(copy)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "used_on, 8 hours 1 minute",
        "created_on, 24 hours 1 minute",
        "created_on, -10 minutes",
    })
    void aSessionEnds(String column, String before) throws Exception {
        new PlayedSignIn(platform, olivia).complete("%2F");
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update console_session set " + column + " = now() - ?::interval where cookie_hash = ?")) {
            update.setString(1, before);
            update.setBytes(2, Sha256.hash(olivia.cookies().get(ConsoleVisitor.SESSION)));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        olivia.get("/?a=b").then().statusCode(303).header("Location", equalTo("/signin?back=%2F%3Fa%3Db"));
    }

    static Stream<Arguments> theAnswerOfAnotherSignInIsRefused() {
        return Stream.of(
                Arguments.of("no state", "code=c", true),
                Arguments.of("another state", "code=c&state=other", true),
                Arguments.of("no cookie", "code=c&state={state}", false),
                Arguments.of("no code", "state={state}", true),
                Arguments.of("refused", "error=access_denied&error_description=AADSTS65004%3Cb%3E&state={state}", true),
                Arguments.of("refused oddly", "error=a%0D%0Ab%3A+c&state={state}", true),
                Arguments.of("refused elsewhere", "error=access_denied&state=other", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void theAnswerOfAnotherSignInIsRefused(String what, String query, boolean cookie) {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        Map<String, String> asked = signIn.begin("%2F");
        signIn.play(asked.get("nonce"));
        if (!cookie) {
            olivia.cookies().clear();
        }
        olivia.get("/signin/callback?" + query.replace("{state}", asked.get("state")))
                .then()
                .statusCode(401)
                .body(containsString("Sign in again."))
                .body(not(containsString("<b>")));
        refusedWithoutSession();
        assertThat(platform.calls().received("identity", "POST", PlayedSignIn.ENDPOINT))
                .isEmpty();
    }

    @Test
    void theCookieOfASignInCountsOnce() {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        Map<String, String> asked = signIn.begin("%2F");
        signIn.complete(asked).then().statusCode(303);
        signIn.complete(asked).then().statusCode(401);
    }

    @Test
    void aChangedCookieIsRefused() {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        Map<String, String> asked = signIn.begin("%2F");
        String sealed = olivia.cookies().get(SIGN_IN);
        char other = sealed.charAt(30) == 'A' ? 'B' : 'A';
        olivia.cookies().put(SIGN_IN, sealed.substring(0, 30) + other + sealed.substring(31));
        signIn.complete(asked).then().statusCode(401);
        refusedWithoutSession();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "id nonce other",
        "id nonce none",
        "id audience other",
        "id issuer other",
        "id expired",
        "access user other",
        "access audience other",
        "endpoint refuses",
        "endpoint answers nothing of use"
    })
    void tokensThatDoNotVouchForTheUserAreRefused(String what) {
        PlayedSignIn signIn = new PlayedSignIn(platform, olivia);
        switch (what) {
            case "id nonce other" -> signIn.withIdToken(token -> token.claim("nonce", "other"));
            case "id nonce none" -> signIn.withIdToken(token -> token.claim("nonce", null));
            case "id audience other" -> signIn.withIdToken(token -> token.audience("https://management.azure.com"));
            case "id issuer other" -> signIn.withIdToken(token -> token.issuer("https://evil.example/"));
            case "id expired" ->
                signIn.withIdToken(
                        token -> token.expires(java.time.Instant.now().minusSeconds(5)));
            case "access user other" ->
                signIn.withAccessToken(
                        token -> token.claim("oid", UUID.randomUUID().toString()));
            case "access audience other" -> signIn.withAccessToken(token -> token.audience("https://vault.azure.net"));
            case "endpoint refuses" ->
                signIn.refusing(PeerAnswer.json(
                        400, Map.of("error", "invalid_grant", "error_description", "AADSTS70008: expired")));
            default -> signIn.refusing(PeerAnswer.json(200, new HashMap<>(Map.of("a", "b"))));
        }
        signIn.complete("%2F").then().statusCode(what.equals("endpoint refuses") ? equalTo(400) : equalTo(401));
        refusedWithoutSession();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "//evil.example,/",
        "%2F%5Cevil.example,/",
        "https%3A%2F%2Fevil.example,/",
        "%2F%2Fevil.example,/",
        "%2Fsignin,/",
        "%2Fsignin%3Fback%3D%252F,/",
        "%2Fsigned-out,/",
        "%2F%0D%0ASet-Cookie%3Aa%3Db,/",
        "%2Fwhy%2F1%3Fa%3D%257B,/why/1?a=%7B"
    })
    void aSignInLeadsToThisHostAlone(String back, String page) {
        new PlayedSignIn(platform, olivia).complete(back).then().statusCode(303).header("Location", equalTo(page));
    }

    private void refusedWithoutSession() {
        assertThat(olivia.cookies()).doesNotContainKey(ConsoleVisitor.SESSION);
        assertThat(isSignedIn(olivia)).isFalse();
    }

    private static boolean isSignedIn(ConsoleVisitor who) {
        return who.get("/signed-out").asString().contains("data-test=\"sign-out\"");
    }

    private static void isHostCookie(Cookie cookie) {
        assertThat(cookie.getName()).startsWith("__Host-");
        assertThat(cookie.isSecured()).isTrue();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getDomain()).isNull();
    }
}
