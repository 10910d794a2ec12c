package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Contoso;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in with a browser, over plain HTTP: what is asked, what is answered, what is refused. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SignInResourceTest {

    @FromPlatform
    TestPlatform platform;

    private SignIn signIn;
    private OperatorCredentials.User olivia;

    @BeforeEach
    void aDirectory() {
        signIn = new SignIn(Contoso.of(platform));
        olivia = signIn.user("olivia");
    }

    @ParameterizedTest
    @CsvSource({"false, 1.0", "true, 2.0"})
    void aCodeForWhoSignsIn(boolean v2, String version) throws Exception {
        Request request = signIn.azureCli().on(v2);
        TestBrowser browser = signIn.browser();

        Page page = browser.get(request.path());
        assertThat(page.title()).isEqualTo("Sign in");
        Page answer = signIn.password(browser, page, olivia);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).startsWith(SignIn.LOOPBACK + "?code=");
        assertThat(answer.told("state")).isEqualTo(SignIn.STATE);
        JsonNode tokens =
                signIn.redeem(request, answer.told("code")).expect(200).json();
        JsonNode claims = SignIn.claims(tokens.path("access_token").asText());
        assertThat(claims.path("upn").asText()).isEqualTo(olivia.userPrincipalName());
        assertThat(claims.path("oid").asText()).isEqualTo(olivia.objectId());
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
        assertThat(claims.path("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(claims.path("ver").asText()).isEqualTo(version);
        assertThat(SignIn.claims(tokens.path("id_token").asText()).path("nonce").asText())
                .isEqualTo(SignIn.NONCE);
        // and the code is used up
        JsonNode again = signIn.redeem(request, answer.told("code")).expect(400).json();
        assertThat(again.path("error_codes").path(0).asInt()).isEqualTo(54005);
    }

    @Test
    void signedInUserIsNotAskedAgain() throws Exception {
        TestBrowser browser = signIn.signedIn(olivia);

        assertThat(browser.get(signIn.azureCli().path()).told("code")).isNotNull();
        assertThat(browser.get(signIn.azureCli().with("prompt", "none").path()).told("code"))
                .isNotNull();
        assertThat(browser.get(signIn.azureCli().with("tenant", "common").path())
                        .told("code"))
                .isNotNull();
        // but for who wants to be
        for (String parameter : new String[] {"prompt=login", "max_age=0"}) {
            String[] pair = parameter.split("=");
            Page page = browser.get(signIn.azureCli().with(pair[0], pair[1]).path());
            assertThat(page.title()).as(parameter).isEqualTo("Sign in");
            assertThat(signIn.password(browser, page, olivia).told("code")).isNotNull();
        }
        Page choice =
                browser.get(signIn.azureCli().with("prompt", "select_account").path());
        assertThat(choice.title()).isEqualTo("Choose an account");
        assertThat(browser.submit(choice, "choice", "current").told("code")).isNotNull();
        assertThat(browser.submit(choice, "choice", "other").title()).isEqualTo("Sign in");
        Page hinted = browser.get(signIn.azureCli().with("login_hint", "carl@x").path());
        assertThat(hinted.title()).isEqualTo("Sign in");
        assertThat(hinted.answer().text()).contains("value=\"carl@x\"");
    }

    @ParameterizedTest(name = "{0}={1}: page with {2}")
    @CsvSource({
        "client_id, 99999999-9999-4999-8999-999999999999, 700016",
        "client_id, 00000000-0000-0000-0000-000000000000, 700038",
        "client_id, , 900144",
        "redirect_uri, , 900971",
        "redirect_uri, https://evil.example/, 50011",
        "redirect_uri, http://localhost@evil.example/, 50011",
        "redirect_uri, http://localhost.evil.example/, 50011",
        "redirect_uri, http://localhost:8400/#x, 50011",
        "redirect_uri, javascript:alert(1), 50011",
        "tenant, 99999999-9999-4999-8999-999999999999, 90002",
        "tenant, consumers, 90002",
        "state&state, 1, 9000411",
        "state, %00, 9002313",
    })
    void nobodyIsToldWhoIsNotKnown(String name, String value, String code) throws Exception {
        String path = signIn.azureCli().with(name, value).path().replace("%2500", "%00");
        Page page = signIn.browser().get(path.replace("state%26state=1", "state=1"));

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.location()).isEmpty();
        assertThat(page.code()).isEqualTo(code);
        assertThat(page.title()).isEqualTo("You cannot be signed in");
        assertThat(page.answer().text()).contains("Trace ID", "Correlation ID");
    }

    @Test
    void aRequestMayBeLongButNotEndless() throws Exception {
        TestBrowser browser = signIn.browser();

        assertThat(browser.get(signIn.azureCli().with("state", "s".repeat(8000)).path())
                        .title())
                .isEqualTo("Sign in");
        assertThat(browser.get(signIn.azureCli()
                                .with("state", "s".repeat(17000))
                                .path())
                        .code())
                .isEqualTo("90015");
    }

    @ParameterizedTest(name = "{0}={1}: {2} {3}")
    @CsvSource({
        "response_type, , invalid_request, 900144",
        "response_type, token, unsupported_response_type, 700051",
        "response_type, id_token, unsupported_response_type, 700054",
        "response_type, code id_token, unsupported_response_type, 700054",
        "response_type, wish, unsupported_response_type, 70005",
        "response_mode, pigeon, invalid_request, 70007",
        "scope, , invalid_request, 900144",
        "scope, https://unknown.example/.default, invalid_resource, 500011",
        "scope, https://vault.azure.net/.default https://storage.azure.com/.default, invalid_scope, 70011",
        "resource, https://vault.azure.net, invalid_request, 901002",
        "prompt, dance, invalid_request, 90023",
        "max_age, soon, invalid_request, 90023",
        "code_challenge, , invalid_request, 9002325",
        "code_challenge, short, invalid_request, 50147",
        "code_challenge_method, S512, invalid_request, 50149",
        "prompt, none, login_required, 50058",
    })
    void whoIsKnownIsTold(String name, String value, String error, String code) throws Exception {
        Page page = signIn.browser().get(signIn.azureCli().with(name, value).path());

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location()).startsWith(SignIn.LOOPBACK);
        assertThat(page.told("error")).isEqualTo(error);
        assertThat(page.told("error_description")).startsWith("AADSTS" + code + ":");
        assertThat(page.told("state")).isEqualTo(SignIn.STATE);
        assertThat(page.told("code")).isNull();
    }

    @Test
    void theAnswerComesAsAsked() throws Exception {
        TestBrowser browser = signIn.signedIn(olivia);

        Page fragment =
                browser.get(signIn.azureCli().with("response_mode", "fragment").path());
        assertThat(fragment.location()).startsWith(SignIn.LOOPBACK + "#code=");
        Page form =
                browser.get(signIn.azureCli().with("response_mode", "form_post").path());
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.action()).isEqualTo(SignIn.LOOPBACK);
        assertThat(form.hidden()).containsKeys("code").containsEntry("state", SignIn.STATE);
        assertThat(form.answer().header("Content-Security-Policy"))
                .contains("form-action 'self' http://localhost:8400");
        Page posted = browser.post(
                signIn.azureCli().path().split("\\?")[0], signIn.azureCli().fields());
        assertThat(posted.status()).isEqualTo(303);
        assertThat(browser.get(posted.location()).told("code")).isNotNull();
    }

    @Test
    void aFormIsOneBrowsersAndUnchanged() throws Exception {
        TestBrowser browser = signIn.browser();
        Page page = browser.get(signIn.azureCli().path());
        TestBrowser other = signIn.browser();
        other.get(signIn.azureCli().path());
        Map<String, String> changed = new LinkedHashMap<>(page.hidden());
        changed.computeIfPresent("flow", (name, value) -> value.substring(0, value.length() - 3));

        Page[] refused = {
            signIn.password(other, page, olivia),
            signIn.password(signIn.browser(), page, olivia),
            browser.post(page.action(), changed, "username", "x", "password", "y"),
            browser.post(page.action(), Map.of(), "username", "x", "password", "y"),
        };

        for (Page answer : refused) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("165000");
        }
        assertThat(other.cookies()).doesNotContainKey("__Host-mltwin-session");
    }

    @Test
    void aWrongPasswordIsToldOnThePage() throws Exception {
        TestBrowser browser = signIn.browser();
        Page page = browser.get(signIn.azureCli().path());

        Page wrong = browser.submit(page, "username", olivia.userPrincipalName(), "password", "not <it>");
        assertThat(wrong.code()).isEqualTo("50126");
        assertThat(wrong.answer().text())
                .contains("role=\"alert\"", olivia.userPrincipalName())
                .doesNotContain("not <it>", "not &lt;it");
        Page unknown = browser.submit(page, "username", "\"><b>x", "password", "y");
        assertThat(unknown.code()).isEqualTo("50034");
        assertThat(unknown.answer().text()).doesNotContain("<b>x");
        assertThat(signIn.password(browser, wrong, olivia).told("code")).isNotNull();
    }

    @Test
    void pagesKeepToThemselves() throws Exception {
        Page page = signIn.browser().get(signIn.azureCli().path());

        assertThat(page.answer().header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("script-src", "unsafe");
        assertThat(page.answer().header("Cache-Control")).contains("no-store");
        assertThat(page.answer().header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.answer().header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.answer().header("Set-Cookie"))
                .containsIgnoringCase("HttpOnly")
                .contains("Secure", "SameSite=Lax", "Path=/");
        assertThat(page.answer().text()).doesNotContain("<script");
    }

    @Test
    void signedOutUserIsAskedAgain() throws Exception {
        TestBrowser browser = signIn.signedIn(olivia);
        String session = browser.cookies().get("__Host-mltwin-session");

        Page evil = browser.get("/common/oauth2/v2.0/logout?client_id="
                + SignIn.AZURE_CLI
                + "&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F");
        assertThat(evil.title()).isEqualTo("You are signed out");
        assertThat(evil.location()).isEmpty();
        // the cookie is worth nothing any more, also to those who kept it
        browser.cookies().put("__Host-mltwin-session", session);
        assertThat(browser.get(signIn.azureCli().path()).title()).isEqualTo("Sign in");
        Page back = browser.get("/common/oauth2/logout?state=7&client_id="
                + SignIn.AZURE_CLI
                + "&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8400%2Fbye");
        assertThat(back.location()).isEqualTo("http://localhost:8400/bye?state=7");
    }
}
