package io.mltwin.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.e2e.fixtures.PlainPages;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.AuthenticatorApp;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignInPeople;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The sign-in pages in Chromium, with script switched off: what is seen, typed and clicked, and
 * that the client gets what the user decided.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(value = PlainPages.OF_TESTS, mode = ResourceAccessMode.READ)
class SignInPagesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final SignInPeople PEOPLE = new SignInPeople(PLATFORM);
    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();
    private static HttpServer client;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        client = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        client.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/answer")) {
                byte[] posted = exchange.getRequestBody().readAllBytes();
                TOLD.add(
                        posted.length > 0
                                ? new String(posted, StandardCharsets.UTF_8)
                                : exchange.getRequestURI().getRawQuery());
            }
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            byte[] body = "<h1>The client</h1>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        client.start();
        chromium = Chromium.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        client.stop(0);
    }

    @Test
    void aSecondFactorIsSetUpAndThenAskedFor() throws Exception {
        OperatorCredentials.User mia = PEOPLE.user("Mia Multifactor", true);
        SignIn.Request request = request(SignIn.AZURE_CLI);
        Page page = chromium.open();

        page.navigate(address(request));
        SeenPage.look(page, "Sign in", "password");
        password(page, mia.userPrincipalName(), "wrong");
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("AADSTS50126");
        SeenPage.look(page, "Sign in", "wrong-password");
        password(page, mia.userPrincipalName(), mia.password());
        SeenPage.look(page, "Set up your second factor", "enrolment");
        AuthenticatorApp app = new AuthenticatorApp(page.locator("#secret").textContent());
        code(page, "Verify and finish", "000000");
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("AADSTS500121");
        assertThat(new AuthenticatorApp(page.locator("#secret").textContent()).code(0))
                .isEqualTo(app.code(0));
        String used = app.code(-1);
        code(page, "Verify and finish", used);
        assertThat(methods(request, told("code"))).isEqualTo("[\"pwd\",\"mfa\"]");

        // another browser is asked for a code, and one that has counted counts no more
        page = chromium.open();
        page.navigate(address(request));
        password(page, mia.userPrincipalName(), mia.password());
        SeenPage.look(page, "Enter code", "code");
        code(page, "Verify", used);
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("AADSTS500121");
        SeenPage.look(page, "Enter code", null);
        code(page, "Verify", app.code(0));
        assertThat(methods(request, told("code"))).isEqualTo("[\"pwd\",\"mfa\"]");
        assertThat(page.locator("h1").textContent()).isEqualTo("The client");
    }

    @Test
    void permissionsAreRefusedAndGranted() throws Exception {
        OperatorCredentials.User user = PEOPLE.user("Connie Consent", false);
        SignIn.Request request = request(PEOPLE.application("Contoso Notebooks", "http://localhost/answer"));
        Page page = chromium.open();

        page.navigate(address(request));
        password(page, user.userPrincipalName(), user.password());
        SeenPage.look(page, "Permissions requested", "consent");
        click(page, "Cancel");
        assertThat(told("error")).isEqualTo("access_denied");

        page.navigate(address(request.with("response_mode", "form_post")));
        click(page, "Accept");
        SeenPage.look(page, "Back to Contoso Notebooks", "reply");
        click(page, "Continue");
        assertThat(methods(request, told("code"))).isEqualTo("[\"pwd\"]");

        page.navigate(address(request.with("prompt", "select_account")));
        SeenPage.look(page, "Choose an account", "account");
        page.locator("button[value=current]").click();
        assertThat(told("code")).isNotNull();
    }

    @Test
    void byKeyboardAlone() throws Exception {
        OperatorCredentials.User user = PEOPLE.user("Kay Board", false);
        SignIn.Request request = request(PEOPLE.application("Keyboard client", "http://localhost/answer"));
        Page page = chromium.open();

        page.navigate(address(request));
        page.locator("#username:focus").waitFor();
        page.keyboard().type(user.userPrincipalName());
        page.keyboard().press("Tab");
        page.keyboard().type(user.password());
        page.keyboard().press("Enter");
        page.waitForURL("**/signin/password");
        assertThat(page.locator("h1").allTextContents()).as(page.content()).containsExactly("Permissions requested");
        page.keyboard().press("Tab");
        assertThat(focused(page)).isEqualTo("Cancel");
        page.keyboard().press("Tab");
        assertThat(focused(page)).isEqualTo("Accept");
        assertThat(page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        page.keyboard().press("Space");

        assertThat(told("code")).isNotNull();
    }

    @Test
    void aDeviceIsLetInOrNot() throws Exception {
        OperatorCredentials.User user = PEOPLE.user("Devi Device", false);
        SignIn.Request request = request(SignIn.AZURE_CLI);
        Page page = chromium.open();

        page.navigate(SIGN_IN.origin() + "/devicelogin");
        SeenPage.look(page, "Enter code", "device");
        userCode(page, "WRONGCODE");
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("AADSTS70018");
        JsonNode declined = device(request);
        userCode(page, declined.path("user_code").asText().toLowerCase());
        password(page, user.userPrincipalName(), user.password());
        SeenPage.look(page, "Is this your device?", "confirm-device");
        click(page, "Cancel");
        SeenPage.look(page, "Sign-in stopped", "device-declined");
        assertThat(poll(request, declined).path("error").asText()).isEqualTo("authorization_declined");

        JsonNode approved = device(request);
        page.navigate(approved.path("verification_uri").asText());
        userCode(page, approved.path("user_code").asText());
        click(page, "Continue");
        SeenPage.look(page, "You are signed in", "device-approved");
        JsonNode claims =
                SignIn.claims(poll(request, approved).path("access_token").asText());
        assertThat(claims.path("upn").asText()).isEqualTo(user.userPrincipalName());

        page.navigate(SIGN_IN.origin() + "/common/oauth2/v2.0/logout");
        SeenPage.look(page, "You are signed out", "signed-out");
        page.navigate(address(request));
        assertThat(page.locator("h1").textContent()).isEqualTo("Sign in");
    }

    @Test
    void refusedUserSeesWhy() {
        Page page = chromium.open();

        page.navigate(address(request(SignIn.AZURE_CLI).with("redirect_uri", "https://evil.example/")));

        SeenPage.look(page, "You cannot be signed in", "error");
        assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("AADSTS50011");
    }

    private static SignIn.Request request(String clientId) {
        return SIGN_IN.client(
                clientId, "http://localhost:" + client.getAddress().getPort() + "/answer");
    }

    private static String address(SignIn.Request request) {
        return SIGN_IN.origin() + request.path();
    }

    private static void password(Page page, String name, String password) {
        page.getByLabel("User name").fill(name);
        page.getByLabel("Password").fill(password);
        click(page, "Sign in");
    }

    private static void code(Page page, String button, String code) {
        page.locator("#code").fill(code);
        click(page, button);
    }

    private static void userCode(Page page, String code) {
        page.getByLabel("Code that your device or application shows").fill(code);
        click(page, "Next");
    }

    private static void click(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, named(button)).click();
    }

    private static GetByRoleOptions named(String name) {
        return new GetByRoleOptions().setName(name).setExact(true);
    }

    private static Object focused(Page page) {
        return page.evaluate("() => document.activeElement.textContent");
    }

    /** A field of the answer that the client gets next. */
    private static String told(String name) throws InterruptedException {
        String answer = TOLD.poll(15, TimeUnit.SECONDS);
        assertThat(answer).as("the client's answer").isNotNull();
        for (String pair : answer.split("&")) {
            if (pair.startsWith(name + "=")) {
                return UriEncoding.decodeFormValue(pair.substring(name.length() + 1));
            }
        }
        return null;
    }

    private static String methods(SignIn.Request request, String code) throws Exception {
        JsonNode tokens = SIGN_IN.redeem(request, code).expect(200).json();
        return SignIn.claims(tokens.path("access_token").asText()).path("amr").toString();
    }

    private static JsonNode device(SignIn.Request request) throws Exception {
        return SIGN_IN.post(
                        request.endpoint("devicecode"),
                        Map.of(
                                "client_id",
                                SignIn.AZURE_CLI,
                                "scope",
                                request.fields().get("scope")))
                .expect(200)
                .json();
    }

    private static JsonNode poll(SignIn.Request request, JsonNode device) throws Exception {
        return SIGN_IN.token(
                        request,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:device_code",
                                "client_id",
                                SignIn.AZURE_CLI,
                                "device_code",
                                device.path("device_code").asText()))
                .json();
    }
}
