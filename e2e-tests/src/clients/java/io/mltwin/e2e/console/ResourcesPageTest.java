package io.mltwin.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The pages of resources: what each person sees, and changes with what Azure says to them. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_RITA)
class ResourcesPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static ConsoleBrowser browser;

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @BeforeAll
    static void start() throws Exception {
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private static String workspace() {
        return PLATFORM.fixture().workspaceId();
    }

    @Test
    void aContributorOfAGroupFindsWhatIsInItAndReadsIt() throws Exception {
        Page page = browser.signIn("carl");

        open(page, "/resources?search=" + name(workspace()));
        named(page, "resource", name(workspace())).locator("a").click();

        assertThat(page.locator("h1")).hasText("Resource details");
        assertThat(row(page, "properties.provisioningState")).containsText("Succeeded");
        assertThat(row(page, "properties.keyVault").locator("a")).isVisible();
        page.locator("[data-test=json] summary").click();
        assertThat(page.locator("[data-test=json] pre")).containsText("\"hbiWorkspace\" : false");
    }

    @Test
    void readerOfOneWorkspaceSeesThatOne() throws Exception {
        Page page = browser.signIn("rita");

        open(page, "/resources");

        assertThat(named(page, "resource", name(workspace()))).isVisible();
        // nothing that the workspace has; another test may let her read another workspace
        assertThat(page.locator("[data-test=resource]")
                        .filter(new Locator.FilterOptions()
                                .setHasNotText("Microsoft.MachineLearningServices/workspaces")))
                .hasCount(0);
        assertThat(page.locator("[data-test=group]")).hasCount(0);
    }

    @Test
    void userWithoutReadIsToldWhatToDo() throws Exception {
        Page page = browser.signIn("nora");

        open(page, "/resources");

        assertThat(page.locator("[data-test=empty]")).containsText("Ask its owner for a role");
    }

    @Test
    void aSearchThatFitsNothingSaysSo() throws Exception {
        Page page = browser.signIn("carl");

        open(page, "/resources?search=x') or startswith(name,'");

        assertThat(page.locator("[data-test=empty]").first()).containsText("Nothing that you may read");
        assertThat(page.locator("[data-test=problem]")).hasCount(0);
    }

    @Test
    void aReaderIsToldWhichActionIsMissingAndKeepsWhatWasTyped() throws Exception {
        Page page = browser.signIn("rita");
        open(page, "/resources" + workspace());
        Locator tags = page.locator("[data-test=tags]");

        tags.locator("input[name=name]").last().fill("of-rita");
        tags.locator("input[name=value]").last().fill("kept");
        page.locator("[data-test=save-tags]").click();

        assertThat(tags.locator("[data-test=problem-code]")).hasText("403 AuthorizationFailed");
        assertThat(tags.locator("[data-test=problem-message]")).containsText("Microsoft.Resources/tags/write");
        assertThat(tags.locator("[data-test=why]")).isVisible();
        assertThat(named(page, "tag", "of-rita").locator("input[name=value]")).hasValue("kept");
        assertThat(get(workspace()).path("tags").has("of-rita")).isFalse();
    }

    @Test
    void anOwnerTagsLocksAndDeletesAGroup() throws Exception {
        String group = PLATFORM.subscription()
                + "/resourceGroups/console-"
                + UUID.randomUUID().toString().substring(0, 8);
        client.json("PUT", azure.arm(group), azure.armToken("owner"), Map.of("location", "eastus"))
                .expect(201);
        Page page = browser.signIn("olivia");
        open(page, "/resources" + group);

        page.locator("[data-test=tags] input[name=name]").first().fill("<b>of</b>");
        page.locator("[data-test=tags] input[name=value]").first().fill("a & \"b\"");
        page.locator("[data-test=save-tags]").click();
        assertThat(page.locator("[data-test=problem-code]")).hasText("400 InvalidTagNameCharacters");
        page.locator("[data-test=tags] input[name=name]").first().fill("of");
        page.locator("[data-test=save-tags]").click();
        assertThat(page.locator("[data-test=receipt]")).containsText("PATCH");
        assertThat(get(group).path("tags").path("of").asText()).isEqualTo("a & \"b\"");

        page.locator("#lock-name").fill("keep");
        page.locator("#lock-notes").fill("<script>alert(1)</script>");
        page.locator("[data-test=save-lock]").click();
        assertThat(named(page, "lock", "keep")).containsText("<script>alert(1)</script>");
        delete(page, name(group));
        assertThat(page.locator("[data-test=problem-code]")).hasText("409 ScopeLocked");

        open(page, "/resources" + group);
        page.locator("[data-test=delete-lock]").click();
        assertThat(page.locator("[data-test=lock]")).hasCount(0);
        delete(page, "another-name");
        assertThat(page.locator("[data-test=problem-code]")).hasText("400 NotConfirmed");
        assertThat(get(group).path("name").asText()).isEqualTo(name(group));

        open(page, "/resources" + group);
        delete(page, name(group));
        assertThat(page.locator("[data-test=operation][data-state=Succeeded]")).isVisible(ConsoleWaits.VISIBLE);
        client.get(azure.arm(group), azure.armToken("owner")).expect(404);
    }

    private static void delete(Page page, String confirmation) {
        page.locator("[data-test=delete] button").click();
        page.locator("#confirm").fill(confirmation);
        page.locator("[data-test=delete-now]").click();
    }

    private static void open(Page page, String path) {
        page.navigate(browser.address(path));
    }

    private static Locator named(Page page, String hook, String name) {
        return page.locator("[data-test=" + hook + "][data-name='" + name + "']");
    }

    private static Locator row(Page page, String property) {
        return page.locator("[data-test=properties] tr[data-name='" + property + "']");
    }

    private JsonNode get(String id) throws Exception {
        return client.get(azure.arm(id), azure.armToken("owner")).expect(200).json();
    }

    private static String name(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
