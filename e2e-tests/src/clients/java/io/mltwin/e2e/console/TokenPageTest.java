package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.Chromium;
import io.mltwin.e2e.tokens.Badness;
import io.mltwin.e2e.tokens.TokenReceiver;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The token inspector in Chromium without script: its verdicts are the real receivers'. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class TokenPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private Chromium chromium;
    private Page page;

    @BeforeAll
    void signIn() throws Exception {
        chromium = Chromium.start(PLATFORM);
        page = chromium.open();
        OperatorCredentials.User olivia =
                PLATFORM.platform().credentials().users().get("olivia");
        page.navigate(address());
        page.getByLabel("User name").fill(olivia.userPrincipalName());
        page.getByLabel("Password").fill(olivia.password());
        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(address());
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    static Stream<Arguments> tokens() {
        return Arrays.stream(PlatformService.values())
                .flatMap(service -> Arrays.stream(Badness.values())
                        // whose clock is moved where no page is open
                        .filter(badness -> badness != Badness.EXPIRED)
                        .map(badness -> Arguments.of(service, badness)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tokens")
    void aPastedTokenIsJudgedAsByItsReceiver(PlatformService service, Badness badness) throws Exception {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        String token = receiver.bad(PLATFORM, badness);

        paste(token, receiver);

        assertThat(verdict(service)).isEqualTo("REFUSED");
        assertThat(receiver.send(PLATFORM.flowClient(), token).status()).isEqualTo(401);
        assertKeptFromTheBrowser(token);
    }

    @Test
    void aGoodTokenIsAccepted() throws Exception {
        for (PlatformService service : PlatformService.values()) {
            TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
            String token = receiver.good(PLATFORM);

            paste(token, receiver);

            assertThat(verdict(service)).as(service.toString()).isEqualTo("ACCEPTED");
            assertKeptFromTheBrowser(token);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "AS_EDITED, ''",
        "OWN_KEY, SIGNATURE",
        "NO_SIGNATURE, ALGORITHM",
        "PUBLIC_KEY_AS_SECRET, ALGORITHM",
        "OTHER_KEY_NAME, KEY",
        "EXPIRED, SIGNATURE"
    })
    void aTokenOfTheSessionIsForged(String forgery, String firstFailure) {
        page.navigate(address());
        page.locator("#take").selectOption("ARM");
        page.locator("[data-test=inspect-taken]").click();
        assertThat(row("workspace", "/arm").getAttribute("data-verdict")).isEqualTo("ACCEPTED");
        page.locator("#forgery").selectOption(forgery);

        page.locator("[data-test=inspect-edited]").click();

        assertThat(row("workspace", "/arm").getAttribute("data-first-failure")).isEqualTo(firstFailure);
        assertThat(page.content()).doesNotContain("eyJ");
    }

    private void paste(String token, TokenReceiver receiver) {
        page.navigate(address());
        page.locator("#token").fill(token);
        page.locator("#paste-host").fill(receiver.host());
        page.locator("#paste-path").fill(receiver.path());
        page.locator("[data-test=inspect-pasted]").click();
        page.locator("[data-test=results]").waitFor();
    }

    /** The answer's address is the page's, and the answer does not hold the token. */
    private void assertKeptFromTheBrowser(String token) {
        assertThat(page.url()).isEqualTo(address());
        assertThat(page.content()).doesNotContain(token);
    }

    private String verdict(PlatformService service) {
        return page.locator("[data-test=verdict][data-service=" + service.key() + "]")
                .getAttribute("data-verdict");
    }

    private Locator row(String service, String plane) {
        return page.locator("[data-test=verdict][data-service=" + service + "][data-plane='" + plane + "']");
    }

    private static String address() {
        return PLATFORM.host("console", PlatformService.TELEMETRY) + "/token";
    }
}
