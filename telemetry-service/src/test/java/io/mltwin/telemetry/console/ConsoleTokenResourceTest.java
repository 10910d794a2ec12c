package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token inspector: what it shows of each service, and that it keeps a token to itself. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleTokenResourceTest {

    private static final String EXPLAIN = "/_mltwin/token/explain";
    private static final String LOGS = "https://api.applicationinsights.io";
    private static final String OBJECT = "30000000-0000-4000-8000-000000000077";
    private static final String OF_PEER = """
            {"service": "workspace", "planes": [{
              "plane": "/arm", "accepts": ["AAD"], "audiences": ["a"], "anonymous": false,
              "otherCredentials": false, "verdict": "REFUSED", "refusal": "WRONG_AUDIENCE",
              "code": "InvalidAuthenticationTokenAudience", "message": "The <b>text</b>.",
              "firstFailure": "AUDIENCE", "checks": [
                {"step": "AUDIENCE", "outcome": "FAILED", "expected": "a", "found": "b"}]}]}
            """;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestIssuer issuer;

    private ConsoleVisitor olivia;

    @BeforeEach
    void oneIsSignedIn() {
        platform.calls().reset();
        olivia = new ConsoleVisitor(service);
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        platform.calls().answer("workspace", "POST", EXPLAIN, PeerAnswer.json(200, OF_PEER));
        platform.calls()
                .answer(
                        "identity",
                        "POST",
                        "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                        request -> PeerAnswer.json(
                                200,
                                Map.of(
                                        "token_type",
                                        "Bearer",
                                        "expires_in",
                                        3599,
                                        "access_token",
                                        userToken(),
                                        "refresh_token",
                                        "refresh")));
    }

    private String userToken() {
        return issuer.user(LOGS, OBJECT, "olivia@contoso.example").sign();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String row(String plane, String verdict, String firstFailure) {
        return "data-service=\"telemetry\" data-plane=\""
                + plane
                + "\" data-verdict=\""
                + verdict
                + "\" data-first-failure=\""
                + firstFailure
                + "\"";
    }

    @Test
    void showsTheFormsToThoseWhoSignedIn() {
        olivia.get("/token")
                .then()
                .statusCode(200)
                .body(containsString("<h1>Token inspector</h1>"))
                .body(containsString("data-test=\"paste\""))
                .body(containsString("data-test=\"take\""));
        new ConsoleVisitor(service).get("/token").then().statusCode(303).header("Location", startsWith("/signin"));
    }

    @Test
    void showsWhatEachServiceMakesOfAPastedToken() {
        // Given
        String token = userToken();
        // When
        Response page = olivia.post("/token", "token=" + encoded(token));
        // Then
        page.then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body(containsString(row("/appinsights", "ACCEPTED", "")))
                .body(containsString(row("/v1/traces", "REFUSED", "KIND")))
                .body(containsString(row("/ingest", "LEFT_TO_RESOURCE", "")))
                .body(containsString("data-service=\"workspace\" data-plane=\"/arm\""))
                .body(containsString("The &lt;b&gt;text&lt;/b&gt;."))
                .body(containsString("olivia@contoso.example"));
        assertThat(page.asString()).doesNotContain(token).doesNotContain("eyJ");
        PeerRequest asked =
                platform.calls().received("workspace", "POST", EXPLAIN).get(0);
        assertThat(asked.json().path("token").asText()).isEqualTo(token);
        assertThat(decoded(asked.bearer().split("\\.")[1])).contains("api://mltwin/workspace");
        // kept neither as a receipt nor in the record of calls
        String kept = service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .get("/_mltwin/calls")
                .asString();
        assertThat(kept).contains("/token").doesNotContain(token.substring(token.length() - 40));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AS_EDITED, ACCEPTED, ''",
        "OWN_KEY, REFUSED, SIGNATURE",
        "NO_SIGNATURE, REFUSED, ALGORITHM",
        "PUBLIC_KEY_AS_SECRET, REFUSED, ALGORITHM",
        "OTHER_KEY_NAME, REFUSED, KEY",
        "EXPIRED, REFUSED, SIGNATURE"
    })
    void forgesAToken(String forgery, String verdict, String firstFailure) {
        String[] parts = userToken().split("\\.");
        olivia.post(
                        "/token",
                        "header="
                                + encoded(decoded(parts[0]))
                                + "&claims="
                                + encoded(decoded(parts[1]))
                                + "&signature="
                                + parts[2]
                                + "&forgery="
                                + forgery)
                .then()
                .statusCode(200)
                .body(containsString(row("/appinsights", verdict, firstFailure)));
    }

    @Test
    void takesATokenOfTheSessionAndShowsItOnlyWhenAsked() {
        // When
        Response taken = olivia.post("/token", "take=LOGS");
        // Then
        taken.then()
                .statusCode(200)
                .body(containsString(row("/appinsights", "ACCEPTED", "")))
                .body(containsString("name=\"take\" value=\"LOGS\""));
        assertThat(taken.asString()).doesNotContain("eyJ").doesNotContain("name=\"signature\"");
        // When
        Response shown = olivia.post("/token", "take=LOGS&show=1");
        // Then
        assertThat(shown.asString()).containsPattern("data-test=\"token-text\">eyJ");
    }

    @Test
    void editsATokenOfTheSession() {
        olivia.post(
                        "/token",
                        "take=LOGS&header="
                                + encoded("{\"alg\":\"RS256\",\"kid\":\"none\"}")
                                + "&claims="
                                + encoded("{\"iss\":\"" + issuer.azureAd(TestIssuer.TENANT) + "\"}"))
                .then()
                .statusCode(200)
                .body(containsString(row("/appinsights", "REFUSED", "KEY")));
    }

    @Test
    void asksAboutOneRequest() {
        Response page = olivia.post(
                "/token",
                "take=LOGS&path=%2Fv1%2Fapps%2Fa%2Fquery&host=" + encoded(service.host("api.applicationinsights")));
        page.then()
                .statusCode(200)
                .body(containsString(row("/appinsights", "ACCEPTED", "")))
                .body(containsString("<details open>"));
        assertThat(page.asString()).doesNotContain(row("/v1/traces", "REFUSED", "KIND"));
    }

    @Test
    void speaksChinese() {
        service.given("console")
                .redirects()
                .follow(false)
                .cookies(olivia.cookies())
                .header("Accept-Language", "zh-TW")
                .get("/token")
                .then()
                .statusCode(200)
                .body(containsString("<h1>權杖檢查器</h1>"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "take=VAULTS, 400",
        "forgery=MAGIC&header=%7B%7D&claims=%7B%7D, 400",
        "take=ADMINISTRATION, 403",
        "header=x&claims=y&forgery=OWN_KEY, 400"
    })
    void saysWhatIsWrongWithAForm(String form, int status) {
        olivia.post("/token", form).then().statusCode(status);
    }

    @Test
    void ignoresATokenInTheAddress() {
        Response page = olivia.get("/token?token=" + userToken());
        page.then().statusCode(200);
        assertThat(page.asString()).doesNotContain("data-test=\"results\"");
        assertThat(platform.calls().received("workspace", "POST", EXPLAIN)).isEmpty();
    }

    @Test
    void takesNoTokenFromAnotherPage() {
        olivia.post("/token", "token=a.b.c", Map.of()).then().statusCode(403);
    }
}
