package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A refusal leads to its explanation, and from there to the role that would allow it. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_RITA)
class WhyPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private static ConsoleBrowser browser;
    private static GovernedGroup group;

    @BeforeAll
    static void start() throws Exception {
        group = GovernedGroup.create(PLATFORM, "console-why-rg", "consolewhy1");
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        // with the role that rita was given in it
        group.delete(PLATFORM);
    }

    @Test
    void aRefusedListKeysLeadsInTwoClicksToARoleThatMakesTheRepeatSucceed() {
        // Given: two clicks of somebody who may not list the keys
        Page rita = browser.signIn("rita");
        rita.navigate(browser.address("/listkeys" + group.account()));
        rita.locator("[data-test=list-keys]").click();
        rita.locator("[data-test=problem] [data-test=why]").click();
        PlaywrightAssertions.assertThat(rita.locator("h1")).hasText("Why was it refused?");
        PlaywrightAssertions.assertThat(rita.locator("[data-test=may-not-assign]"))
                .hasCount(1);
        PlaywrightAssertions.assertThat(rita.locator("[data-test=assign]")).hasCount(0);
        String why = rita.url();

        // When: the owner opens the same page and assigns the role that it names
        Page olivia = browser.signIn("olivia");
        olivia.navigate(why);
        olivia.locator("[data-test=assign]").click();
        PlaywrightAssertions.assertThat(olivia.locator("[data-test=receipt]")).containsText("Rita Reader");
        PlaywrightAssertions.assertThat(olivia.locator("[data-test=allowed-now]"))
                .hasCount(1);

        // Then: the repeat succeeds
        rita.navigate(browser.address("/listkeys" + group.account()));
        rita.locator("[data-test=list-keys]").click();
        rita.locator("[data-test=key]").first().waitFor();
        rita.context().close();
        olivia.context().close();
    }

    @Test
    void userWithoutReadOfAssignmentsSeesNothingOfIt() {
        Page carl = browser.signIn("carl");
        carl.navigate(browser.address("/listkeys" + group.account()));
        carl.locator("[data-test=list-keys]").click();
        carl.locator("[data-test=problem] [data-test=why]").click();
        PlaywrightAssertions.assertThat(carl.locator("h1")).hasText("Why was it refused?");
        String why = carl.url();

        Page nora = browser.signIn("nora");
        nora.navigate(why);

        assertThat(nora.locator("[data-test=error]").getAttribute("data-status"))
                .isEqualTo("404");
        assertThat(nora.content()).doesNotContain("Carl Contributor");
        carl.context().close();
        nora.context().close();
    }
}
