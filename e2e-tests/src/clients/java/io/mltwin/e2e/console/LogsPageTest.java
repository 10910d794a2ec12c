package io.mltwin.e2e.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Queries are typed with completion, and their results are tables and charts. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class LogsPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private static ConsoleBrowser browser;
    private static GovernedGroup group;

    @BeforeAll
    static void start() throws Exception {
        group = GovernedGroup.create(PLATFORM, "console-logs-rg", "consolelogs1");
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void aQueryIsCompletedAndRunByKeyboardAndItsRenderIsAChartBesideTheTable() {
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/logs" + group.component()));
        page.locator("#query").focus();
        page.keyboard().type("req");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#query")).hasValue("requests ");
        page.keyboard().type("| count | extend kind = \"all\" | render columnchart");
        page.keyboard().press("Escape");
        page.keyboard().press("Control+Enter");
        page.locator("[data-test=result]").waitFor();

        PlaywrightAssertions.assertThat(page.locator("[data-test=row]")).hasCount(1);
        page.locator("[data-test=chart] canvas").waitFor();
        page.context().close();
    }

    @Test
    void aQueryThatIsNotUnderstoodStaysAsItWasTyped() {
        Page page = browser.withoutScript().signIn("olivia");
        page.navigate(browser.address("/logs" + group.component()));
        page.locator("#query").fill("requests | cook");
        page.locator("[data-test=run]").click();

        PlaywrightAssertions.assertThat(page.locator("[data-test=problem-code]"))
                .hasText("400 BadArgumentError");
        PlaywrightAssertions.assertThat(page.locator("#query")).hasValue("requests | cook");
        page.context().close();
    }
}
