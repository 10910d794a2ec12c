package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of runs in Chromium: a job is submitted, followed, compared and canceled there. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class RunsPageTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern PRINTED = Pattern.compile("at (\\d+)\\.\\d+");
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ");
    private static final int POINTS = 25;

    private static ConsoleBrowser browser;
    private static String workspace;
    private static GrantedRole reading;

    @BeforeAll
    static void start() throws Exception {
        workspace = PLATFORM.flows().workspaceId();
        browser = ConsoleBrowser.start(PLATFORM);
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        if (reading != null) {
            reading.close();
        }
    }

    @Test
    void aJobIsSubmittedAndItsLogGrowsWhileItRuns() throws Exception {
        // Given
        Page page = browser.signIn("carl");
        // When
        String run = submit(page, """
                        import time
                        for step in range(4):
                            print("<b id='bold'>at", time.time(), "</b>", flush=True)
                            time.sleep(1.5)
                        """);
        // Then
        Map<Long, Instant> seen = new TreeMap<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            note(page, seen);
            return state(page).equals("Completed");
        });
        note(page, seen);
        assertThat(seen).hasSize(4);
        List<Long> late = new ArrayList<>();
        seen.forEach((printed, shown) -> {
            if (shown.getEpochSecond() - printed > 3) {
                late.add(printed);
            }
        });
        assertThat(late).isEmpty();
        assertThat(page.locator("#bold").count()).isZero();
        assertThat(page.locator("[data-test=who]").textContent()).contains("carl");
        assertThat(page.locator("[data-test=snapshot]").textContent()).contains("hello.py");
        assertThat(page.locator("[data-test=claims]").textContent()).contains(run, workspace);
        assertThat(page.content()).doesNotContainPattern(TOKEN);
    }

    @Test
    void aChartHasAsManyPointsAsTheApi() throws Exception {
        // Given
        String run = PLATFORM.flows().runId();
        List<Map<String, Object>> values = new ArrayList<>();
        for (int step = 0; step < POINTS; step++) {
            values.add(Map.of("step", step, "data", Map.of("loss<i>", 1.0 / (step + 1))));
        }
        metric(run, "/batch", Map.of("values", List.of(metricBody(values))));
        JsonNode api = metric(run, "/full", Map.of("metricName", "loss<i>"));
        // When
        Page page = browser.signIn("carl");
        page.navigate(address("/" + run));
        // Then
        Locator metric = page.locator("[data-test=metric][data-name='loss<i>']");
        metric.locator("canvas").waitFor();
        assertThat(metric.locator("[data-test=chart]").getAttribute("data-points"))
                .isEqualTo(String.valueOf(api.path("value").size()));
        assertThat(metric.locator("[data-test=values] tbody tr").count())
                .isEqualTo(api.path("value").size());
        assertThat(metric.locator("i").count()).isZero();
    }

    @Test
    void aReaderCannotCancelAndTheOwnerOfTheRunCan() throws Exception {
        // Given
        Page carl = browser.signIn("carl");
        String run = submit(carl, "import time\ntime.sleep(600)\n");
        reading = GrantedRole.of(PLATFORM, "rita", workspace, "*/read");
        Page rita = browser.signIn("rita");
        rita.navigate(address("/" + run));
        // When
        rita.locator("[data-test=cancel]").click();
        // Then
        assertThat(rita.locator("[data-test=error]").getAttribute("data-status"))
                .isEqualTo("403");
        // When
        carl.locator("[data-test=cancel]").click();
        // Then
        assertThat(carl.locator("[data-test=receipt]").textContent()).contains("/cancel");
        await().atMost(PATIENCE).until(() -> state(carl).equals("Canceled"));
    }

    @Test
    void twoRunsAreComparedAndAFormKeepsWhatWasTyped() throws Exception {
        // Given
        Page page = browser.signIn("carl");
        String run = PLATFORM.flows().runId();
        // When
        page.navigate(address("/" + run));
        page.locator("#with").fill(run);
        page.locator("[data-test=compare-form] button").click();
        // Then
        assertThat(page.locator("[data-test=metric][data-name=accuracy] td").allTextContents())
                .hasSize(3)
                .satisfies(cells -> assertThat(cells.get(0)).isEqualTo(cells.get(1)));
        // When
        page.navigate(address("?form=submit"));
        page.locator("#snapshot").fill("00000000-0000-0000-0000-000000000000");
        environment(page);
        page.locator("[data-test=submit]").click();
        // Then
        page.locator("[data-test=problem]").waitFor();
        assertThat(page.locator("#snapshot").inputValue()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(page.locator("#script").inputValue()).contains("step");
    }

    /** Fills the form and sends it; the page of the run is open then. */
    private static String submit(Page page, String script) {
        page.navigate(address("?form=submit"));
        page.locator("#script").fill(script);
        page.locator("#compute").selectOption(workspace + "/computes/cpu-cluster");
        environment(page);
        page.locator("[data-test=submit]").click();
        return page.locator("[data-test=run]").getAttribute("data-name");
    }

    private static void environment(Page page) {
        page.locator("#environment").selectOption(workspace + "/environments/AzureML-Python-3-Stdlib/versions/1");
    }

    private static String state(Page page) {
        return page.locator("[data-test=progress]").getAttribute("data-state");
    }

    /** Notes when each line of the log was first seen. */
    private static void note(Page page, Map<Long, Instant> seen) {
        if (page.locator("#log").count() > 0) {
            Matcher lines = PRINTED.matcher(page.locator("#log").textContent());
            while (lines.find()) {
                seen.putIfAbsent(Long.parseLong(lines.group(1)), Instant.now());
            }
        }
    }

    private static Map<String, Object> metricBody(List<Map<String, Object>> values) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", "loss<i>");
        body.put("value", values);
        return body;
    }

    private static JsonNode metric(String run, String what, Object body) throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        return client.json(
                        "POST",
                        azure.training("eastus", "metric/v2.0", workspace, "/runs/" + run + what),
                        azure.armToken("contributor"),
                        body)
                .expect(200)
                .json();
    }

    private static String address(String rest) {
        String[] parts = workspace.split("/");
        return browser.address("/runs/" + parts[2] + "/" + parts[4] + "/" + parts[8] + rest);
    }
}
