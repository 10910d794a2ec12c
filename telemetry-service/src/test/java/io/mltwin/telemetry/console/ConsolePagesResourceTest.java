package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody gets from the console: the way to the sign-in, its files, isolating headers. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsolePagesResourceTest {

    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    @FromPlatform
    ServiceUnderTest service;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/,%2F", "/?receipt=a%26b,%2F%3Freceipt%3Da%2526b", "/stream/flow?mine=on,%2Fstream%2Fflow%3Fmine%3Don"
    })
    void aPageLeadsToTheSignInAndBack(String path, String back) {
        isolated(new ConsoleVisitor(service).get(path))
                .then()
                .statusCode(303)
                .header("Location", equalTo("/signin?back=" + back));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "HX-Current-URL, {console}/runs/a?b=c, %2Fruns%2Fa%3Fb%3Dc",
        "HX-Current-URL, https://evil.example/a, %2F",
        "HX-Current-URL, {console}.evil.example/a, %2F",
        "HX-Current-URL, {console}//evil.example/a, %2F",
        "HX-Other, x, %2F"
    })
    void aPartOfAPageSaysThatTheSessionHasEndedAndMovesNoPage(String header, String shown, String back) {
        service.given("console")
                .header("HX-Request", "true")
                .header(header, shown.replace("{console}", new ConsoleVisitor(service).origin()))
                .get("/resources")
                .then()
                .statusCode(286)
                .header("HX-Redirect", nullValue())
                .header("HX-Retarget", equalTo("#session"))
                .body(containsString("data-test=\"session-ended\""))
                .body(containsString("href=\"/signin?back=" + back + "\""));
    }

    @Test
    void anAddressOfStudioLeadsToThePageOfTheConsole() {
        service.given("ml")
                .redirects()
                .follow(false)
                .get(
                        "/runs/r1?wsid=/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w&tid=t")
                .then()
                .statusCode(303)
                .header("Location", equalTo(new ConsoleVisitor(service).origin() + "/runs/s/g/w/r1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "{console}/create/workspace?step=2, %2Fcreate%2Fworkspace%3Fstep%3D2",
        "https://evil.example/, %2F",
        "'', %2F"
    })
    void aFormWithoutASessionLeadsBackToItsPage(String page, String back) {
        ConsoleVisitor visitor = new ConsoleVisitor(service);
        visitor.post(
                        "/create/workspace",
                        "formToken=" + visitor.formToken(),
                        java.util.Map.of("Referer", page.replace("{console}", visitor.origin())))
                .then()
                .statusCode(303)
                .header("Location", equalTo("/signin?back=" + back));
    }

    @Test
    void everyPageIsIsolated() {
        ConsoleVisitor visitor = new ConsoleVisitor(service);
        isolated(visitor.get("/signed-out")).then().statusCode(200);
        isolated(visitor.get("/none")).then().statusCode(404).body(containsString("data-status=\"404\""));
        isolated(visitor.post("/signout", "", java.util.Map.of())).then().statusCode(403);
        isolated(visitor.get("/signin/callback")).then().statusCode(401);
    }

    private Response isolated(Response answer) {
        answer.then()
                .header(
                        "Content-Security-Policy",
                        equalTo("default-src 'none'; script-src 'self'; style-src 'self';"
                                + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                                + " frame-ancestors 'none'; form-action 'self' "
                                + io.mltwin.testkit.TestPlatform.current()
                                        .issuer()
                                        .login()))
                .header("X-Frame-Options", equalTo("DENY"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Cache-Control", equalTo("no-store"))
                .header("Referrer-Policy", equalTo("same-origin"))
                .contentType("text/html; charset=utf-8");
        return answer;
    }

    @Test
    void theFilesOfPagesHaveNamesThatChangeWithThem() {
        ConsoleVisitor visitor = new ConsoleVisitor(service);
        Matcher found = ASSET.matcher(visitor.get("/signed-out").asString());
        int files = 0;
        while (found.find()) {
            files++;
            assertThat(found.group(1)).matches("/assets/[a-z]+\\.[0-9a-f]{16}\\.(js|css|svg)");
            Response file = visitor.get(found.group(1));
            file.then()
                    .statusCode(200)
                    .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                    .header("X-Content-Type-Options", equalTo("nosniff"));
            visitor.get(found.group(1).replaceAll("\\.[0-9a-f]{8}", ".00000000"))
                    .then()
                    .statusCode(404);
        }
        assertThat(files).isEqualTo(4);
    }

    @Test
    void pagesAreOfTheConsolesHostAlone() {
        service.given().get("/console").then().statusCode(404);
        service.given("api.applicationinsights").get("/console").then().statusCode(401);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "en-US;q=0.9,You are signed out",
        "'zh-TW,zh;q=0.9',您已登出",
        "'fr,en;q=0.5',You are signed out",
        ",You are signed out"
    })
    void thePageIsInTheLanguageOfItsReader(String accepted, String heading) {
        var request = service.given("console");
        if (accepted != null) {
            request.header("Accept-Language", accepted);
        }
        request.get("/signed-out").then().statusCode(200).body(containsString("<h1>" + heading + "</h1>"));
    }

    @Test
    void aReaderChoosesLanguageAndTheme() {
        ConsoleVisitor visitor = new ConsoleVisitor(service);
        visitor.post("/preferences", "language=zh-TW&theme=dark&back=%2Fsigned-out%3Fa%3Db")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/signed-out?a=b"));
        visitor.get("/signed-out")
                .then()
                .body(containsString("<html lang=\"zh-TW\" data-theme=\"dark\">"))
                .body(containsString("您已登出"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "https:evil.example",
                "javascript:alert(1)",
                "%2F%2Fevil.example",
                "/%5Cevil.example",
                "/%0A/evil.example",
                "%09//evil.example",
                "evil.example",
                "/a b",
                ""
            })
    void noFormLeadsToAnotherHost(String back) {
        String sent = back.contains("%") ? back : back.replace("\\", "%5C").replace(" ", "%20");
        new ConsoleVisitor(service)
                .post("/preferences", "language=en&theme=light&back=" + sent)
                .then()
                .statusCode(303)
                .header("Location", equalTo("/"));
    }

    @Test
    void aFrameHasNoSignedInPartForAVisitor() {
        String page = new ConsoleVisitor(service).get("/signed-out").asString();
        assertThat(page).contains("data-test=\"sign-in\"").doesNotContain("data-test=\"sign-out\"");
    }

    @Test
    void aRequestIdIsNamedOnAnErrorsPage() {
        Response answer = new ConsoleVisitor(service).get("/none");
        answer.then().body(containsString(answer.getHeader("x-ms-request-id")));
        answer.then().header("Set-Cookie", org.hamcrest.Matchers.not(nullValue()));
    }
}
