package io.mltwin.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.customerkeys.CustomerKeyedWorkspace;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The wizard makes workspaces as its user, and says why when Azure does not let it. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class CreateWorkspaceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String KEYS_REQUIRED =
            "/providers/Microsoft.Authorization/policyDefinitions/ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    private static ConsoleBrowser browser;

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws Exception {
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void aWorkspaceInANewGroupIsMadeByTheUser() throws Exception {
        String group = PLATFORM.subscription() + "/resourceGroups/made-" + mark;
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/create/workspace"));
        page.selectOption("#group", "");
        page.fill("#newGroup", "made-" + mark);
        page.fill("#name", "made-ws");
        page.locator("[data-test=review]").click();
        assertThat(page.locator("[data-test=request]")).hasCount(2);
        assertThat(page.locator("[data-test=command]").last()).containsText("az rest --method put");
        assertThat(get(group).status()).as("a review changes nothing").isEqualTo(404);

        page.locator("[data-test=create]").click();
        assertThat(page.locator("[data-test=receipt]")).containsText("PUT");
        assertThat(page.locator("[data-test=operation][data-state=Succeeded]")).isVisible(ConsoleWaits.VISIBLE);

        assertThat(get(group + Azure.ML + "made-ws")
                        .json()
                        .at("/properties/provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(page.locator("[data-test=event]").first()).isVisible(ConsoleWaits.VISIBLE);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(callersOf(group + Azure.ML + "made-ws"))
                        .isNotEmpty()
                        .allMatch(caller -> caller.startsWith("olivia@")));
        azure.await(
                client,
                client.json("DELETE", azure.arm(group), azure.armToken("owner"), null)
                        .expect(202),
                azure.armToken("owner"));
    }

    @Test
    void aPolicyThatDeniesIsNamedAndNothingIsMade() throws Exception {
        String owner = azure.armToken("owner");
        String group = PLATFORM.subscription() + "/resourceGroups/denied-" + mark;
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(201);
        client.json(
                        "PUT",
                        azure.arm(group + "/providers/Microsoft.Authorization/policyAssignments/ours"),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "displayName",
                                        "Keys of ours",
                                        "policyDefinitionId",
                                        KEYS_REQUIRED,
                                        "parameters",
                                        Map.of("effect", Map.of("value", "Deny")))))
                .expect(201);
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/create/workspace"));
        page.selectOption("#group", group);
        page.fill("#name", "denied-ws");
        page.locator("[data-test=review]").click();

        page.locator("[data-test=create]").click();

        assertThat(page.locator("[data-test=problem-code]")).hasText("403 RequestDisallowedByPolicy");
        assertThat(page.locator("[data-test=policy]")).containsText("Keys of ours");
        assertThat(get(group + Azure.ML + "denied-ws").status()).isEqualTo(404);
        client.json("DELETE", azure.arm(group), owner, null).expect(202);
    }

    @Test
    void userWithoutWriteIsToldWhichActionIsMissing() throws Exception {
        Page page = browser.signIn("carl");
        page.navigate(browser.address("/create/workspace"));
        page.selectOption("#group", "");
        page.fill("#newGroup", "carl-" + mark);
        page.fill("#name", "carl-ws");
        page.locator("[data-test=review]").click();

        page.locator("[data-test=create]").click();

        assertThat(page.locator("[data-test=problem-code]")).hasText("403 AuthorizationFailed");
        assertThat(page.locator("[data-test=problem-message]"))
                .containsText("Microsoft.Resources/subscriptions/resourceGroups/write");
        assertThat(page.locator("[data-test=problem] [data-test=why]")).isVisible();
        assertThat(page.locator("[data-test=confirm] input[name=name]")).hasValue("carl-ws");
        assertThat(get(PLATFORM.subscription() + "/resourceGroups/carl-" + mark).status())
                .isEqualTo(404);
    }

    @Test
    void aNameThatIsNoneStaysInTheForm() throws Exception {
        Page page = browser.signIn("carl");
        page.navigate(browser.address("/create/workspace"));
        page.fill("#name", "a/b");

        page.locator("[data-test=review]").click();

        assertThat(page.locator("[data-test=problem]")).isVisible();
        assertThat(page.locator("#name")).hasValue("a/b");
    }

    @Test
    @ResourceLock(CustomerKeyedWorkspace.RIGHTS)
    void aWorkspaceUnderACustomersKeyAndOfHighImpactIsMade() throws Exception {
        String owner = azure.armToken("owner");
        CustomerKeyVault vault = new CustomerKeyVault(PLATFORM, "con" + mark);
        vault.create();
        vault.letIn(PlatformService.COMPUTE.objectId());
        String olivia = PLATFORM.platform().credentials().users().get("olivia").objectId();
        vault.letIn(olivia, List.of("all"));
        String key = vault.createKey("runs");
        String role =
                PLATFORM.subscription() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(role),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
                                        "principalId",
                                        PlatformService.WORKSPACE.objectId())))
                .expect(201);
        String group = PLATFORM.subscription() + "/resourceGroups/keyed-" + mark;
        client.json("PUT", azure.arm(group), owner, Map.of("location", "eastus"))
                .expect(201);
        Page page = browser.signIn("olivia");
        page.navigate(browser.address("/create/workspace"));
        page.selectOption("#group", group);
        page.fill("#name", "keyed-ws");
        page.selectOption("#encryption", "Customer");
        page.selectOption("#vault", vault.id());
        page.locator("[data-test=show-keys]").click();
        assertThat(page.locator("[data-test=key][data-name=runs]")).containsText(key);
        page.fill("#key", key);
        page.check("input[name=hbi]");
        page.locator("[data-test=review]").click();
        assertThat(page.locator("[data-test=body]")).containsText("\"hbiWorkspace\" : true");
        page.locator("[data-test=create]").click();
        assertThat(page.locator("[data-test=operation][data-state=Succeeded]")).isVisible(ConsoleWaits.VISIBLE);

        JsonNode made = get(group + Azure.ML + "keyed-ws").json().path("properties");
        assertThat(made.at("/encryption/keyVaultProperties/keyIdentifier").asText())
                .isEqualTo(key);
        assertThat(made.path("hbiWorkspace").asBoolean()).isTrue();
        azure.await(client, client.json("DELETE", azure.arm(group), owner, null).expect(202), owner);
        client.json("DELETE", azure.arm(role), owner, null).expect(200, 204);
    }

    private FlowClient.Answer get(String id) throws Exception {
        return client.get(azure.arm(id), azure.armToken("owner"));
    }

    private List<String> callersOf(String id) throws Exception {
        String log = azure.arm(PLATFORM.subscription() + "/providers/Microsoft.Insights/eventtypes/management/values")
                + "&$filter="
                + UriEncoding.encodeQueryValue("resourceId eq '" + id + "'");
        return client.get(log, azure.armToken("owner"))
                .expect(200)
                .json()
                .path("value")
                .findValuesAsText("caller");
    }
}
