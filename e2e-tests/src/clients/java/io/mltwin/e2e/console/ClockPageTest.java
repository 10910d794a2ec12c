package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.clock.ClockControl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of the clock in Chromium: operators move it, others are refused. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Disturbing("it moves the platform's clock")
class ClockPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();

    private static ConsoleBrowser browser;

    private final ClockControl clock =
            new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());

    @BeforeAll
    static void start() throws Exception {
        PLATFORM.flows();
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void backToTheWallClock() throws Exception {
        clock.set(0);
    }

    @Test
    void anOperatorLooksAtWhatExpiresAndMovesTheClock() throws Exception {
        // Given
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/clock"));
        long before = offset(page);
        // When
        page.locator("#by").fill("61m");
        page.locator("[data-test=preview]").click();
        // Then
        page.locator("[data-test=expiry][data-kind=SESSION_TOKEN]").first().waitFor();
        assertThat(offset(page)).isEqualTo(before);
        // When
        page.locator("[data-test=advance]").click();
        // Then
        page.locator("[data-test=clocks][data-offset='" + (before + 61 * 60) + "']")
                .waitFor();
        assertThat(clock.agreed()).isEqualTo(before + 61 * 60);
        assertThat(page.locator("[data-test=service-clock]").count()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"carl", "rita"})
    void nobodyElseSeesOrMovesIt(String who) {
        // Given
        Page page = browser.signIn(who);
        // When
        page.navigate(browser.address("/clock"));
        // Then
        assertThat(page.locator("[data-test=error]").getAttribute("data-status"))
                .isEqualTo("403");
        assertThat(page.locator("nav a[href='/clock']").count()).isZero();
    }

    private static long offset(Page page) {
        return Long.parseLong(page.locator("[data-test=clocks]").getAttribute("data-offset"));
    }
}
