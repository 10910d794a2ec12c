package io.mltwin.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.customerkeys.CustomerKeyedWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The page of keys, of a workspace with three customer's keys: disabling one stops its surface, and
 * that alone.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(CustomerKeyedWorkspace.RIGHTS)
class KeysPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private ConsoleBrowser browser;
    private CustomerKeyedWorkspace workspace;

    @BeforeAll
    void aWorkspaceUnderThreeKeys() throws Exception {
        workspace = new CustomerKeyedWorkspace(PLATFORM);
        workspace.create();
        String olivia = PLATFORM.platform().credentials().users().get("olivia").objectId();
        workspace.vault.letIn(olivia, List.of("all"));
        workspace.writeRun("probed", "console").expect(200);
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
        workspace.takeTheRoleBack();
    }

    @Test
    void aDisabledKeyStopsItsSurfaceAndNoOther() throws Exception {
        Page page = open("olivia");
        page.locator("[data-test=write-blob]").click();
        assertThat(probe(page, "STORAGE", 20)).isVisible(ConsoleWaits.SOON);

        for (String kind : List.of("STORAGE", "RUN_HISTORY")) {
            String other = kind.equals("STORAGE") ? "RUN_HISTORY" : "STORAGE";
            long start = System.nanoTime();
            surface(page, kind).locator("[data-test=disable]").click();
            assertThat(probe(page, kind, 403)).isVisible(ConsoleWaits.SOON);
            System.out.printf(
                    "A disabled key of %s is seen after %d ms%n", kind, (System.nanoTime() - start) / 1_000_000);
            assertThat(page.locator("[data-test=receipt]")).containsText("PATCH");
            assertThat(probe(page, other, 20)).isVisible(ConsoleWaits.SOON);
            assertThat(surface(page, kind).locator("[data-test=key-state]")).hasText("disabled");

            surface(page, kind).locator("[data-test=enable]").click();
            assertThat(probe(page, kind, 20)).isVisible(ConsoleWaits.SOON);
        }
    }

    @Test
    void theLinesAreReadAgainByThemselves() throws Exception {
        Page page = open("olivia");
        assertThat(probe(page, "RUN_HISTORY", 20)).isVisible(ConsoleWaits.SOON);

        workspace.vault.enable("runhistory", false);
        try {
            assertThat(probe(page, "RUN_HISTORY", 403)).isVisible(ConsoleWaits.SOON);
        } finally {
            workspace.vault.enable("runhistory", true);
        }
        assertThat(probe(page, "RUN_HISTORY", 20)).isVisible(ConsoleWaits.SOON);
    }

    @Test
    void aRotatedKeyHasANewVersionAndStopsNothing() throws Exception {
        Page page = open("olivia");
        String before = surface(page, "REGISTRY").locator("[data-test=version]").textContent();

        surface(page, "REGISTRY").locator("[data-test=rotate]").click();

        assertThat(page.locator("[data-test=receipt]")).containsText("/keys/registry/rotate");
        assertThat(page.locator("[data-test=problem]")).hasCount(0);
        assertThat(before).isNotEmpty();
    }

    @Test
    void userWithoutPermissionInTheVaultChangesNothing() throws Exception {
        Page page = open("carl");
        assertThat(surface(page, "STORAGE").locator("[data-test=problem-code]")).hasText("403 Forbidden");

        surface(page, "STORAGE").locator("[data-test=disable]").click();

        assertThat(page.locator("main > [data-test=problem] [data-test=problem-code]"))
                .hasText("403 Forbidden");
        workspace.container().getBlobClient("carl").upload(BinaryData.fromString("x"), true);
        assertThat(workspace.container().getBlobClient("carl").downloadContent().toString())
                .isEqualTo("x");
    }

    private Page open(String who) throws Exception {
        Page page = browser.signIn(who);
        page.navigate(browser.address("/keys"
                + PLATFORM.subscription().replace("/subscriptions", "")
                + "/"
                + PLATFORM.fixture().resourceGroupId().replaceFirst(".*/", "")
                + "/"
                + workspace.id.substring(workspace.id.indexOf(Azure.ML) + Azure.ML.length())));
        return page;
    }

    private static Locator surface(Page page, String kind) {
        return page.locator("[data-test=surface][data-name=" + kind + "]");
    }

    /** The line of a probe whose status begins with these digits. */
    private static Locator probe(Page page, String kind, int status) {
        return page.locator("[data-test=probe][data-name=" + kind + "][data-status^='" + status + "']");
    }
}
