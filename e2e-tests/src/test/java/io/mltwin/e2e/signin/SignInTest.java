package io.mltwin.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.signin.TokenClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in with a browser, over plain HTTP, to the token that Azure Resource Manager takes. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class SignInTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final OperatorCredentials.User OLIVIA = SIGN_IN.user("olivia");

    /** The programs that an Azure user signs in with: command line, SDK or PowerShell, portal. */
    @ParameterizedTest
    @CsvSource({
        TokenClient.AZURE_CLI + "," + SignIn.LOOPBACK + ",",
        TokenClient.AZURE_POWERSHELL + "," + SignIn.LOOPBACK + ",",
        SignIn.AZURE_PORTAL + "," + SignIn.PORTAL_PAGE + ",https://portal.azure.com"
    })
    void aTokenForEachOfMicrosoftsClients(String clientId, String redirectUri, String page) throws Exception {
        Request request = SIGN_IN.client(clientId, redirectUri);
        TestBrowser browser = SIGN_IN.browser();
        Page answer = SIGN_IN.password(browser, browser.get(request.path()), OLIVIA);
        String code = answer.told("code");
        assertThat(answer.location()).startsWith(redirectUri + "?code=");
        // a page's code is its script's alone, and a program's is no page's
        SignInPlatform.Answer other = page == null
                ? SIGN_IN.redeemFrom("https://portal.azure.com", request, code)
                : SIGN_IN.redeem(request, code);
        assertThat(other.expect(400).json().path("error_codes").path(0).asInt())
                .isEqualTo(page == null ? 9002326 : 9002327);

        JsonNode tokens = (page == null ? SIGN_IN.redeem(request, code) : SIGN_IN.redeemFrom(page, request, code))
                .expect(200)
                .json();

        JsonNode claims = SignIn.claims(tokens.path("access_token").asText());
        assertThat(claims.path("aud").asText()).isEqualTo("https://management.azure.com");
        assertThat(claims.path("appid").asText(claims.path("azp").asText())).isEqualTo(clientId);
        PLATFORM.flowClient()
                .get(
                        PLATFORM.host("management", PlatformService.WORKSPACE)
                                + "/subscriptions?api-version=2022-12-01",
                        tokens.path("access_token").asText())
                .expect(200);
    }
}
