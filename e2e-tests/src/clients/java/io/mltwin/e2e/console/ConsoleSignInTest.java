package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.e2e.fixtures.PlainPages;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.AuthenticatorApps;
import io.mltwin.local.layout.PlatformService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People sign in to the console and out again; pages of other sites, and of hosts of the same site
 * that serve anybody's uploads, change nothing of it.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(AuthenticatorApps.OF_MIA)
@Order(6)
@ResourceLock(value = PlainPages.OF_TESTS, mode = ResourceAccessMode.READ)
class ConsoleSignInTest {
    private static final double PATIENCE_MILLIS = 30_000;
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String SESSION = "__Host-console-session";
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ");

    private static ConsoleBrowser browser;
    private static HttpServer elsewhere;

    @BeforeAll
    static void start() throws Exception {
        browser = ConsoleBrowser.start(PLATFORM);
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            byte[] body = attack().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
        elsewhere.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "olivia, Olivia Owner, true",
        "carl, Carl Contributor, false",
        "rita, Rita Reader, false",
        "nora, Nora Norole, false",
        "mia, Mia Multifactor, false"
    })
    void aPersonSignsInAndOut(String person, String name, boolean operator) {
        Page page = browser.signIn(person);

        assertThat(person(page)).contains("Signed in as " + name);
        assertThat(page.locator("nav a[href='/clock']").count()).isEqualTo(operator ? 1 : 0);
        assertThat(page.locator("nav .badge, .person .badge").count()).isEqualTo(operator ? 1 : 0);
        assertThat(page.content()).doesNotContainPattern(TOKEN);
        assertThat(page.context().cookies()).noneMatch(cookie -> cookie.value.startsWith("eyJ"));
        assertThat(page.evaluate("() => document.cookie + localStorage.length")).isEqualTo("0");

        signOut(page);
        assertThat(page.locator("h1").textContent()).isEqualTo("You are signed out");
        page.navigate(browser.address("/"));
        assertThat(page.locator("h1").textContent()).as("Azure AD's page").isEqualTo("Sign in");
        page.context().close();
    }

    @Test
    void signingInAndOutNeedsNoScript() {
        Page page = browser.withoutScript().signIn("carl");
        assertThat(person(page)).contains("Carl Contributor");
        signOut(page);
        assertThat(page.locator("h1").textContent()).isEqualTo("You are signed out");
        page.context().close();
    }

    @Test
    void anEndedSessionLeadsBackToTheSamePage() {
        // Given: signed out in another tab of the same browser
        Page page = browser.signIn("carl");
        Page other = page.context().newPage();
        other.navigate(browser.address("/"));
        signOut(other);
        // When
        page.navigate(browser.address("/resources?search=a%20b"));
        assertThat(page.locator("h1").textContent()).isEqualTo("Sign in");
        browser.signIn(page, "carl");
        // Then
        assertThat(page.url()).isEqualTo(browser.address("/resources?search=a%20b"));
        assertThat(person(page)).contains("Carl Contributor");
        page.context().close();
    }

    @Test
    void aPartThatFindsTheSessionEndedMovesNoPageAndShowsTheWayBack() {
        // Given
        Page page = browser.signIn("carl");
        page.navigate(browser.address("/resources?search=a%20b"));
        Page other = page.context().newPage();
        other.navigate(browser.address("/"));
        signOut(other);
        // When: what a page does that asks every second
        page.evaluate("() => htmx.ajax('GET', '/activity/newest', 'main')");
        // Then
        page.locator("[data-test=session-ended]").waitFor();
        assertThat(page.url()).isEqualTo(browser.address("/resources?search=a%20b"));
        assertThat(page.locator("h1").textContent()).isEqualTo("Resources");
        // When
        page.locator("[data-test=session-ended] a").click();
        PlaywrightAssertions.assertThat(page.locator("h1"))
                .hasText("Sign in", new HasTextOptions().setTimeout(PATIENCE_MILLIS));
        browser.signIn(page, "carl");
        // Then
        assertThat(page.url()).isEqualTo(browser.address("/resources?search=a%20b"));
        page.context().close();
    }

    @Test
    void aNewSignInHasANewSession() {
        Page page = browser.signIn("carl");
        String first = session(page.context());
        // a part of the page that finds the first session ended would lead to the sign-in too
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.navigate(browser.address("/signin"));
        page.waitForURL(browser.address("/"));
        assertThat(session(page.context())).isNotEqualTo(first);
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example/", "https://evil.example/"})
    void aSignInLeadsToNoOtherHost(String back) {
        Page page = browser.open();
        page.navigate(browser.address("/signin?back=") + java.net.URLEncoder.encode(back, StandardCharsets.UTF_8));
        browser.signIn(page, "carl");
        assertThat(page.url()).isEqualTo(browser.address("/"));
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFormOfAnotherPageIsRefused(boolean sameSite) {
        Page page = browser.signIn("carl");
        Page attack = attack(page.context(), sameSite);

        attack.locator("#send").click();

        assertThat(attack.locator("[data-test=error]").getAttribute("data-status"))
                .isEqualTo("403");
        assertThat(attack.locator("[data-test=error-code]").textContent()).contains("FormOfAnotherPage");
        page.reload();
        assertThat(person(page)).contains("Carl Contributor");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aScriptOfAnotherPageReadsAndChangesNothing(boolean sameSite) {
        Page page = browser.signIn("carl");
        Page attack = attack(page.context(), sameSite);

        Object read = attack.evaluate(
                "(address) => fetch(address, {credentials: 'include'}).then(a => a.text(), e => 'refused')",
                browser.address("/"));
        Object sent = attack.evaluate(
                "(address) => fetch(address, {method: 'POST', credentials: 'include', mode: 'no-cors',"
                        + " body: new URLSearchParams({formToken: 'x'})}).then(a => a.type, e => 'refused')",
                browser.address("/signout"));

        assertThat(read).isEqualTo("refused");
        assertThat(sent).isIn("opaque", "refused");
        page.reload();
        assertThat(person(page)).contains("Carl Contributor");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePagesCannotBeFramed(boolean sameSite) {
        Page page = browser.signIn("carl");
        Page attack = attack(page.context(), sameSite);

        attack.evaluate(
                "(address) => new Promise(done => { const frame = document.createElement('iframe');"
                        + " frame.onload = done; frame.src = address; document.body.append(frame); })",
                browser.address("/"));

        for (Frame frame : attack.frames()) {
            assertThat(frame.locator("[data-test=person]").count()).isZero();
        }
        page.context().close();
    }

    @Test
    void aCookieTossedFromABlobHostSignsNobodyIn() {
        // Given: a session of an attacker's own
        String base = PLATFORM.platform().settings().base();
        Page mallory = browser.signIn("nora");
        String evil = session(mallory.context());
        for (boolean signedIn : List.of(true, false)) {
            Page page = signedIn ? browser.signIn("carl") : browser.open();
            String own = signedIn ? session(page.context()) : null;
            Page attack = attack(page.context(), true);
            // When
            for (String cookie : List.of(
                    SESSION + "=" + evil + "; Domain=." + base + "; Path=/; Secure",
                    SESSION + "=" + evil + "; Domain=" + base + "; Path=/",
                    "__host-console-session=" + evil + "; Domain=." + base + "; Path=/; Secure",
                    "=" + SESSION + "=" + evil + "; Domain=." + base + "; Path=/; Secure",
                    " " + SESSION + "=" + evil + "; Domain=." + base + "; Path=/; Secure",
                    "console-session=" + evil + "; Domain=." + base + "; Path=/; Secure",
                    SESSION + "=" + evil + "; Path=/; Secure")) {
                attack.evaluate("(cookie) => { document.cookie = cookie; }", cookie);
            }
            // Then
            assertThat(page.context().cookies(browser.address("/")).stream()
                            .filter(cookie -> cookie.name.equals(SESSION))
                            .map(cookie -> cookie.value))
                    .containsExactlyElementsOf(signedIn ? List.of(own) : List.<String>of());
            page.navigate(browser.address("/"));
            if (signedIn) {
                assertThat(person(page)).contains("Carl Contributor");
            } else {
                assertThat(page.locator("h1").textContent()).isEqualTo("Sign in");
            }
            page.context().close();
        }
        mallory.context().close();
    }

    private static void signOut(Page page) {
        page.locator("[data-test=sign-out]").click();
        PlaywrightAssertions.assertThat(page.locator("h1"))
                .hasText("You are signed out", new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    private static String person(Page page) {
        return page.locator("[data-test=person]").textContent();
    }

    private static String session(BrowserContext context) {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals(SESSION))
                .map((Cookie cookie) -> cookie.value)
                .findFirst()
                .orElseThrow();
    }

    /** A page that somebody else has made, at another site or in a blob. */
    private static Page attack(BrowserContext context, boolean sameSite) {
        Page page = context.newPage();
        String blob = PLATFORM.host("x.blob.core", PlatformService.WORKSPACE) + "/c/page.html";
        page.route(
                blob,
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(attack())));
        page.navigate(
                sameSite ? blob : "http://localhost:" + elsewhere.getAddress().getPort() + "/");
        return page;
    }

    private static String attack() {
        return "<h1>Win a prize</h1><form method='post' action='"
                + browser.address("/signout")
                + "'><input name='formToken' value='x'><button id='send'>Go</button></form>";
    }
}
