package io.mltwin.identity.oauth.signin;

import static io.mltwin.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Contoso;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.AuthenticatorApp;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPeople;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.signin.TokenClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are asked in addition to their password, and what becomes of their answer. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SignInDecisionsResourceTest {

    private static final Pattern SECRET = Pattern.compile("<p class=\"secret\" id=\"secret\">([A-Z2-7 ]+)</p>");
    private static final String ELSEWHERE = "http://localhost/signed-in";

    @FromPlatform
    TestPlatform platform;

    private SignIn signIn;
    private SignInPeople people;
    private TokenClient calls;

    @BeforeEach
    void aDirectory() {
        Contoso contoso = Contoso.of(platform);
        signIn = new SignIn(contoso);
        people = new SignInPeople(contoso);
        calls = new TokenClient(contoso);
    }

    @Test
    void aSecondFactorIsSetUpOnceAndAskedForFromThenOn() throws Exception {
        OperatorCredentials.User user = people.user("mia", true);
        Request request = signIn.azureCli();
        TestBrowser browser = signIn.browser();
        refused(calls.password(user), 400, "invalid_grant", 50079);

        Page enrolment = signIn.password(browser, browser.get(request.path()), user);
        assertThat(enrolment.title()).isEqualTo("Set up your second factor");
        assertThat(browser.get(request.with("prompt", "none").path()).told("error_description"))
                .startsWith("AADSTS50079:");
        AuthenticatorApp app = new AuthenticatorApp(enrolment.first(SECRET));
        Page wrong = browser.submit(enrolment, "code", "000000");
        assertThat(wrong.code()).isEqualTo("500121");
        assertThat(wrong.first(SECRET)).isEqualTo(enrolment.first(SECRET));
        String used = app.code(0);
        Page done = browser.submit(wrong, "code", used);
        assertThat(methods(request, done)).isEqualTo("[\"pwd\",\"mfa\"]");
        // the browser has shown it
        assertThat(browser.get(request.with("prompt", "none").path()).told("code"))
                .isNotNull();

        TestBrowser other = signIn.browser();
        Page challenge = signIn.password(other, other.get(request.path()), user);
        assertThat(challenge.title()).isEqualTo("Enter code");
        assertThat(other.get(request.with("prompt", "none").path()).told("error"))
                .isEqualTo("interaction_required");
        assertThat(other.get(request.with("prompt", "none").path()).told("error_description"))
                .startsWith("AADSTS50076:");
        // the form of the set-up does not lead around the challenge
        assertThat(other.post("/common/signin/code", challenge.hidden(), "code", "")
                        .code())
                .isEqualTo("500121");
        // a code counts once
        assertThat(other.submit(challenge, "code", used).code()).isEqualTo("500121");
        Page accepted = other.submit(challenge, "code", app.code(1));
        assertThat(methods(request, accepted)).isEqualTo("[\"pwd\",\"mfa\"]");
        // the password alone is not enough, though the factor was shown elsewhere
        refused(calls.password(user), 400, "invalid_grant", 50076);
    }

    @Test
    void wrongCodesLock() throws Exception {
        OperatorCredentials.User user = people.user("lock", true);
        Request request = signIn.azureCli();
        TestBrowser browser = signIn.browser();
        Page enrolment = signIn.password(browser, browser.get(request.path()), user);
        AuthenticatorApp app = new AuthenticatorApp(enrolment.first(SECRET));
        browser.submit(enrolment, "code", app.code(0));
        TestBrowser other = signIn.browser();
        Page challenge = signIn.password(other, other.get(request.path()), user);

        for (int i = 0; i < 10; i++) {
            assertThat(other.submit(challenge, "code", "12345").code()).isEqualTo("500121");
        }

        Page locked = other.submit(challenge, "code", app.code(1));
        assertThat(locked.code()).isEqualTo("50053");
        assertThat(locked.told("code")).isNull();
        // nor does a right password help
        TestBrowser third = signIn.browser();
        Page again = signIn.password(third, third.get(request.path()), user);
        assertThat(third.submit(again, "code", app.code(1)).code()).isEqualTo("50053");
    }

    @Test
    void anApplicationIsRefusedOrAllowed() throws Exception {
        OperatorCredentials.User user = people.user("connie", false);
        Request request = signIn.client(people.application("Asks <b>much</b>", ELSEWHERE), ELSEWHERE);
        TestBrowser browser = signIn.browser();

        Page consent = signIn.password(browser, browser.get(request.path()), user);
        assertThat(consent.title()).isEqualTo("Permissions requested");
        assertThat(consent.answer().text())
                .contains("Asks &lt;b&gt;much&lt;/b&gt;")
                .contains("https://management.azure.com");
        Page silent = browser.get(request.with("prompt", "none").path());
        assertThat(silent.told("error")).isEqualTo("consent_required");
        assertThat(silent.told("error_description")).startsWith("AADSTS65001:");
        Page refused = browser.submit(consent, "decision", "cancel");
        assertThat(refused.told("error")).isEqualTo("access_denied");
        assertThat(refused.told("error_description")).startsWith("AADSTS65004:");
        assertThat(refused.told("state")).isEqualTo(SignIn.STATE);

        Page allowed = browser.submit(consent, "decision", "accept");
        signIn.redeem(request, allowed.told("code")).expect(200);
        // remembered, but asked again where the client wants it
        assertThat(browser.get(request.path()).told("code")).isNotNull();
        assertThat(browser.get(request.with("prompt", "consent").path()).title())
                .isEqualTo("Permissions requested");
    }

    @Test
    void consentIsOfWhoIsSignedInNow() throws Exception {
        OperatorCredentials.User first = people.user("first", false);
        OperatorCredentials.User second = people.user("second", false);
        Request request = signIn.client(people.application("Client", ELSEWHERE), ELSEWHERE);
        TestBrowser browser = signIn.browser();
        Page consent = signIn.password(browser, browser.get(request.path()), first);
        signIn.password(browser, browser.get(request.with("prompt", "login").path()), second);

        Page asked = browser.submit(consent, "decision", "accept");

        assertThat(asked.title()).isEqualTo("Permissions requested");
        assertThat(asked.answer().text()).contains(second.userPrincipalName());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeviceIsLetInOrNot(boolean approved) throws Exception {
        OperatorCredentials.User user = people.user("devi", false);
        Request request = signIn.azureCli();
        JsonNode device = signIn.post(
                        request.endpoint("devicecode"),
                        Map.of(
                                "client_id",
                                SignIn.AZURE_CLI,
                                "scope",
                                request.fields().get("scope")))
                .expect(200)
                .json();
        TestBrowser browser = signIn.browser();

        Page entry = browser.get(device.path("verification_uri").asText());
        assertThat(browser.submit(entry, "user_code", "AAAAAAAAA").code()).isEqualTo("70018");
        String typed = device.path("user_code").asText().toLowerCase();
        assertThat(browser.post("/devicelogin", Map.of(), "user_code", typed).code())
                .isEqualTo("165000");
        // the form of this page is none of another
        assertThat(browser.post("/common/signin/password", entry.hidden()).code())
                .isEqualTo("700016");
        Page password = browser.submit(entry, "user_code", " " + typed + " ");
        Page confirm = signIn.password(browser, password, user);
        assertThat(confirm.title()).isEqualTo("Is this your device?");
        assertThat(confirm.answer().text()).contains("Microsoft Azure CLI", "If somebody sent you");
        Page end = browser.submit(confirm, "decision", approved ? "accept" : "cancel");

        assertThat(end.title()).isEqualTo(approved ? "You are signed in" : "Sign-in stopped");
        JsonNode told = signIn.token(
                        request,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:device_code",
                                "client_id",
                                SignIn.AZURE_CLI,
                                "device_code",
                                device.path("device_code").asText()))
                .json();
        if (approved) {
            JsonNode claims = SignIn.claims(told.path("access_token").asText());
            assertThat(claims.path("oid").asText()).isEqualTo(user.objectId());
        } else {
            assertThat(told.path("error").asText()).isEqualTo("authorization_declined");
        }
        // and the code no longer waits
        assertThat(browser.submit(confirm, "decision", "accept").code()).isEqualTo("70018");
    }

    @Test
    void aGuestSignsInWithTheNameAtHome() throws Exception {
        OperatorCredentials.User gina = signIn.user("gina");
        Request request = signIn.azureCli();
        TestBrowser browser = signIn.browser();

        Page answer = signIn.password(browser, browser.get(request.path()), gina);

        JsonNode tokens =
                signIn.redeem(request, answer.told("code")).expect(200).json();
        JsonNode claims = SignIn.claims(tokens.path("access_token").asText());
        assertThat(claims.path("tid").asText()).isEqualTo(request.tenant());
        assertThat(claims.path("oid").asText()).isNotEqualTo(gina.objectId());
        assertThat(claims.path("idp").asText()).contains(gina.tenantId());
        // a home user of ours is none there
        Page abroad = signIn.signedIn(signIn.user("olivia"))
                .get(request.with("tenant", gina.tenantId()).path());
        assertThat(abroad.code()).isEqualTo("50020");
        assertThat(abroad.answer().text()).contains("Use another account");
    }

    private String methods(Request request, Page answer) throws Exception {
        JsonNode tokens =
                signIn.redeem(request, answer.told("code")).expect(200).json();
        return SignIn.claims(tokens.path("access_token").asText()).path("amr").toString();
    }
}
