package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change something: the console's own page in the browser of the session, nobody else. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleFormsResourceTest {

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    private ConsoleVisitor olivia;
    private ConsoleVisitor visitor;

    @BeforeEach
    void oneIsSignedIn() {
        olivia = new ConsoleVisitor(service);
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        visitor = new ConsoleVisitor(service);
    }

    @ParameterizedTest(name = "token {0}, origin {1}")
    @CsvSource({
        "own, own, 303",
        "'', own, 403",
        "missing, own, 403",
        "twice, own, 403",
        "of another session, own, 403",
        "of a visitor, own, 403",
        "of the cookie's text, own, 403",
        "own, missing, 403",
        "own, null, 403",
        "own, https://x.blob.core.{base}:{workspace}, 403",
        "own, https://x.blob.core.{base}:{port}, 403",
        "own, https://console.{base}, 403",
        "own, https://console.{base}:{workspace}, 403",
        "own, http://console.{base}:{port}, 403",
        "own, https://CONSOLE.{base}:{port}, 403",
        "own, https://console.{base}:{port}/, 403",
        "own, https://evil.console.{base}:{port}, 403",
        "own, https://localhost:{port}, 403",
        "own, https://evil.example, 403",
        "own, referrer only, 403"
    })
    void aSessionIsEndedByItsOwnPageAlone(String token, String origin, int status) {
        Map<String, String> headers = new HashMap<>();
        switch (origin) {
            case "own" -> {}
            case "missing" -> headers.put("Origin", null);
            case "referrer only" -> {
                headers.put("Origin", null);
                headers.put("Referer", olivia.origin() + "/");
            }
            default ->
                headers.put(
                        "Origin",
                        origin.replace("{base}", platform.trust().base())
                                .replace("{port}", olivia.origin().replaceAll(".*:", ""))
                                .replace(
                                        "{workspace}",
                                        platform.issuer().management().replaceAll(".*:", "")));
        }
        Response answer = olivia.post("/signout", form(token), headers);
        answer.then().statusCode(status);
        if (status == 403) {
            answer.then().body(containsString("FormOfAnotherPage")).body(containsString("Nothing was changed."));
        }
        assertThat(isSignedIn(olivia)).isEqualTo(status == 403);
    }

    private String form(String token) {
        return switch (token) {
            case "own" -> "a=b&formToken=" + olivia.formToken();
            case "missing" -> "a=b";
            case "twice" -> "formToken=" + olivia.formToken() + "&formToken=" + olivia.formToken();
            case "of another session" -> {
                ConsoleVisitor other = new ConsoleVisitor(service);
                new PlayedSignIn(platform, other).complete("%2F").then().statusCode(303);
                yield "formToken=" + other.formToken();
            }
            case "of a visitor" -> "formToken=" + visitor.formToken();
            case "of the cookie's text" -> "formToken=" + olivia.cookies().get(ConsoleVisitor.SESSION);
            default -> "formToken=" + token;
        };
    }

    @Test
    void aScriptSendsTheTokenInAHeader() {
        olivia.post("/signout", "", Map.of("X-Console-Form-Token", olivia.formToken()))
                .then()
                .statusCode(303);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"text/plain", "application/json"})
    void aTokenCountsInAFormAlone(String type) {
        olivia.post("/signout", "formToken=" + olivia.formToken(), Map.of("Content-Type", type))
                .then()
                .statusCode(org.hamcrest.Matchers.is(org.hamcrest.Matchers.oneOf(403, 415)));
        assertThat(isSignedIn(olivia)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/signout", "/preferences"})
    void readingChangesNothing(String path) {
        olivia.get(path + "?language=zh-TW&formToken=" + olivia.formToken())
                .then()
                .statusCode(405);
        assertThat(isSignedIn(olivia)).isTrue();
        assertThat(olivia.cookies()).doesNotContainKey("__Host-console-preferences");
    }

    @Test
    void aVisitorsFormBelongsToTheVisitor() {
        String foreign = new ConsoleVisitor(service).formToken();
        String own = visitor.formToken();
        assertThat(own).isNotEqualTo(foreign);
        visitor.post("/preferences", "language=zh-TW&formToken=" + foreign, Map.of())
                .then()
                .statusCode(403);
        assertThat(visitor.cookies()).doesNotContainKey("__Host-console-preferences");
        visitor.post("/preferences", "language=zh-TW&formToken=" + own, Map.of())
                .then()
                .statusCode(303);
        assertThat(visitor.cookies()).containsEntry("__Host-console-preferences", "zh-TW.system");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "POST", "TRACE"})
    void everyOtherMethodNeedsTheToken(String method) {
        service.given("console")
                .header("Origin", visitor.origin())
                .request(method, "/none")
                .then()
                .statusCode(org.hamcrest.Matchers.is(org.hamcrest.Matchers.oneOf(403, 405)));
    }

    @Test
    void refusalNamesWhatToDo() {
        visitor.post("/preferences", "", Map.of())
                .then()
                .statusCode(403)
                .body(containsString("Open the page of the form again in this browser"))
                .header("x-ms-error-code", equalTo("FormOfAnotherPage"));
    }

    private static boolean isSignedIn(ConsoleVisitor who) {
        return who.get("/signed-out").asString().contains("data-test=\"sign-out\"");
    }
}
