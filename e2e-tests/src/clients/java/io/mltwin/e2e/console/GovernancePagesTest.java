package io.mltwin.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The activity log, metrics and Azure Policy in Chromium: their figures are those of the calls. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class GovernancePagesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEYS_REQUIRED =
            "/providers/Microsoft.Authorization/policyDefinitions/ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    private static final String HOSTILE = "<b id='hostile'>Keys of ours</b>";

    private static final Azure AZURE = PLATFORM.azure();
    private static final FlowClient CLIENT = PLATFORM.flowClient();
    private static ConsoleBrowser browser;
    private static GovernedGroup group;

    @BeforeAll
    static void start() throws Exception {
        group = GovernedGroup.create(PLATFORM, "console-governed-rg", "consolegoverned1");
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        CLIENT.json("DELETE", AZURE.arm(group.id()), AZURE.armToken("owner"), null)
                .expect(202);
    }

    @Test
    void theActivityLogSaysWhoDidWhatAndWhatItLeavesOut() {
        // Given
        Page page = browser.signIn("olivia");
        Locator events = page.locator("[data-test=event]");
        // When
        await().atMost(PATIENCE).until(() -> {
            page.navigate(browser.address("/activity" + group.id()));
            page.locator("#operation").fill("storageAccounts/write");
            page.locator("#operation").press("Enter");
            return events.count() > 0;
        });
        // Then
        assertThat(events.first()).containsText("Microsoft.Storage/storageAccounts/write");
        assertThat(events.first()).containsText("contoso-owner");
        assertThat(events.filter(new Locator.FilterOptions().setHasNotText(group.account())))
                .hasCount(0);
        page.locator("[data-test=left-out] summary").click();
        assertThat(page.locator("[data-test=left-out] p")).isVisible();
        // When
        page.locator("#caller").fill("nobody-of-this-name");
        page.locator("[data-test=filters] button").click();
        // Then
        assertThat(page.locator("[data-test=no-events]")).isVisible();
        assertThat(page.locator("#caller")).hasValue("nobody-of-this-name");
        page.context().close();
    }

    @Test
    void aMetricIsAChartWithATableOfTheSameFigures() throws Exception {
        // Given
        String workspace = PLATFORM.flows().workspaceId();
        Page page = browser.signIn("carl");
        page.navigate(browser.address("/metrics" + workspace));
        page.locator("#metric").selectOption("Completed Runs");
        page.locator("[data-test=choice] button").click();
        page.locator("#span").selectOption("PT4H");
        page.locator("#grain").selectOption("PT1H");
        page.locator("#split").selectOption("ComputeType");
        // When
        page.locator("[data-test=choice] button").click();
        // Then
        page.locator("[data-test=chart] canvas").waitFor();
        Locator table = page.locator("[data-test=chart-table]");
        List<String> kinds = table.locator("thead th").allTextContents();
        Map<String, Double> values = completedRuns(workspace);
        assertThat(kinds.subList(1, kinds.size())).containsExactlyInAnyOrderElementsOf(values.keySet());
        for (Map.Entry<String, Double> kind : values.entrySet()) {
            int column = kinds.indexOf(kind.getKey());
            double sum = 0;
            for (String cell :
                    table.locator("tbody tr > :nth-child(" + (column + 1) + ")").allTextContents()) {
                sum += cell.isEmpty() ? 0 : Double.parseDouble(cell);
            }
            assertThat(sum).as(kind.getKey()).isEqualTo(kind.getValue());
        }
        page.context().close();
    }

    @Test
    void aRefusedWriteNamesTheRuleThatRefusedIt() throws Exception {
        // Given
        String owner = AZURE.armToken("owner");
        String denied = group.id() + Azure.ML + "denied-ws";
        CLIENT.json(
                        "PUT",
                        AZURE.arm(group.id() + "/providers/Microsoft.Authorization/policyAssignments/ours"),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "displayName",
                                        HOSTILE,
                                        "policyDefinitionId",
                                        KEYS_REQUIRED,
                                        "parameters",
                                        Map.of("effect", Map.of("value", "Deny")))))
                .expect(201);
        CLIENT.json(
                        "PUT",
                        AZURE.arm(denied),
                        owner,
                        Map.of(
                                "location",
                                "eastus",
                                "identity",
                                Map.of("type", "SystemAssigned"),
                                "properties",
                                Map.of()))
                .expect(403);
        Page page = browser.signIn("olivia");
        Locator refused = page.locator("[data-test=refused-write]");
        // When
        await().atMost(PATIENCE).until(() -> {
            page.navigate(browser.address("/policy" + group.id()));
            return refused.count() > 0;
        });
        // Then
        assertThat(refused.first()).containsText(denied);
        assertThat(refused.first()).containsText("contoso-owner");
        assertThat(refused.first()).containsText(HOSTILE);
        assertThat(refused.first()).containsText("effect deny");
        assertThat(page.locator("[data-test=assignment][data-name=ours]")).containsText(HOSTILE);
        assertThat(page.locator("#hostile")).hasCount(0);
        // When
        page.locator("[data-test=evaluate]").click();
        // Then
        assertThat(page.locator("[data-test=receipt]")).containsText("triggerEvaluation");
        page.context().close();
    }

    /** The newest hours of the metric as the API says them, by kind. */
    private static Map<String, Double> completedRuns(String workspace) throws Exception {
        String address = AZURE.arm(workspace + "/providers/Microsoft.Insights/metrics")
                        .replaceFirst("\\?.*", "?api-version=2018-01-01")
                + "&metricnames=Completed%20Runs&aggregation=Total&interval=PT1H"
                + "&timespan=PT4H&$filter=ComputeType%20eq%20%27*%27";
        JsonNode answer =
                CLIENT.get(address, AZURE.armToken("owner")).expect(200).json();
        Map<String, Double> values = new TreeMap<>();
        for (JsonNode series : answer.at("/value/0/timeseries")) {
            double sum = 0;
            for (JsonNode bucket : series.path("data")) {
                sum += bucket.path("total").asDouble();
            }
            String kind = series.at("/metadatavalues/0/value").asText();
            values.put(kind.isEmpty() ? "\u2013" : kind, sum);
        }
        return values;
    }
}
