package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The owner makes a custom role in the browser, assigns it, and takes both away again. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AccessPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ROLE = "Console <b>tester</b>";
    private static final String ACTION = "Microsoft.Storage/storageAccounts/listkeys/action";

    private static ConsoleBrowser browser;
    private static GovernedGroup group;

    @BeforeAll
    static void start() throws Exception {
        group = GovernedGroup.create(PLATFORM, "console-access-rg", "consoleaccess1");
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void aCustomRoleIsMadeAssignedCheckedAndTakenAway() {
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/access" + group.id()));
        page.locator("[data-test=new-role]").click();
        page.locator("#roleName").fill(ROLE);
        page.locator("#provider").selectOption("Microsoft.Storage");
        page.locator("[data-test=show]").click();
        page.locator("input[name=operation][value='" + ACTION + "']").check();
        page.locator("[data-test=allow]").click();
        PlaywrightAssertions.assertThat(page.locator("#actions")).hasValue(ACTION);
        PlaywrightAssertions.assertThat(page.locator("#roleName")).hasValue(ROLE);
        page.locator("[data-test=save]").click();
        PlaywrightAssertions.assertThat(page.locator("[data-test=role][data-name='" + ROLE + "']"))
                .hasCount(1);

        page.locator("#assign-who").fill("Nora Norole");
        page.locator("#assign-role").selectOption(new SelectOption().setLabel(ROLE));
        page.locator("[data-test=assign] button").click();
        PlaywrightAssertions.assertThat(assignment(page)).hasCount(1);
        assertThat(isAllowed(page)).isEqualTo("true");

        page.navigate(browser.address("/access" + group.id()));
        assignment(page).locator("[data-test=remove]").click();
        PlaywrightAssertions.assertThat(assignment(page)).hasCount(0);
        assertThat(isAllowed(page)).isEqualTo("false");

        page.navigate(browser.address("/access" + group.id()));
        page.locator("[data-test=role][data-name='" + ROLE + "'] a").click();
        page.locator("[data-test=delete]").click();
        PlaywrightAssertions.assertThat(page.locator("[data-test=role][data-name='" + ROLE + "']"))
                .hasCount(0);
        page.context().close();
    }

    @Test
    void userWithoutAssignmentRightHasNoFormForIt() {
        Page page = browser.signIn("rita");
        page.navigate(browser.address("/access" + group.id()));

        PlaywrightAssertions.assertThat(page.locator("[data-test=may-not-assign]"))
                .hasCount(1);
        PlaywrightAssertions.assertThat(page.locator("#assign-who")).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator("[data-test=remove], [data-test=new-role]"))
                .hasCount(0);
        page.context().close();
    }

    private static Locator assignment(Page page) {
        return page.locator("[data-test=assignment-row][data-principal='Nora Norole']");
    }

    private static String isAllowed(Page page) {
        page.locator("#check-who").fill("Nora Norole");
        page.locator("#check-action").fill(ACTION);
        page.locator("[data-test=check] form button").click();
        return page.locator("[data-test=decision]").getAttribute("data-allowed");
    }
}
