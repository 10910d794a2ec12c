package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure Monitor's metrics of a workspace count what its run history holds. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it counts what happens in the workspace of the flows, where others register and deploy")
class MetricsTest {
    /** A killed scoring-service's records arrive some seconds after it is there again. */
    private static final int SETTLED_POLLS = 8;

    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final String INSIGHTS = "/providers/Microsoft.Insights/";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    /**
     * Eight seconds pass in which nothing was counted. The counts need not add up: a service that
     * is killed takes with it what it has not sent.
     */
    @BeforeAll
    void awaitThatCountsHaveSettled() {
        AtomicReference<List<Record>> last = new AtomicReference<>();
        AtomicInteger alike = new AtomicInteger();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> List.of(registrations(), deployments()),
                        now ->
                                (now.equals(last.getAndSet(now))
                                                ? alike.incrementAndGet()
                                                : alike.getAndSet(0))
                                        >= SETTLED_POLLS);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Completed Runs, Completed", "Failed Runs, Failed", "Cancelled Runs, Canceled"})
    void endsOfRunsAreCounted(String metric, String status) throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(total(metric, ""))
                                        .isEqualTo(runs("Status eq '" + status + "'")));
        if (status.equals("Completed")) {
            assertThat(total(metric, "")).isPositive();
        }
    }

    @Test
    void dimensionsFilter() throws Exception {
        // Given
        String ours = "&$filter=RunType%20eq%20'Experiment'";
        String others = "&$filter=RunType%20eq%20'PipelineRun'";
        // When, Then
        assertThat(total("Completed Runs", ours)).isPositive();
        assertThat(total("Completed Runs", others)).isZero();
        client.get(address("metrics") + "&$filter=Colour%20eq%20'red'", azure.armToken("reader"))
                .expect(400);
        client.get(address("metrics") + "&metricnames=Happy%20Runs", azure.armToken("reader"))
                .expect(400);
    }

    @Test
    void definitionsNameWhatIsCounted() throws Exception {
        // When
        JsonNode definitions =
                client.get(address("metricDefinitions"), azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value");
        // Then
        assertThat(definitions)
                .extracting(definition -> definition.path("name").path("value").asText())
                .hasSize(33)
                .doesNotHaveDuplicates()
                .contains(
                        "Started Runs",
                        "Warnings",
                        "Model Deploy Failed",
                        "Active Nodes",
                        "Unusable Cores",
                        "Quota Utilization Percentage",
                        "CpuUtilization");
        assertThat(definitions)
                .allSatisfy(
                        definition -> {
                            String name = definition.path("name").path("value").asText();
                            boolean percent = name.contains("Utilization");
                            boolean level = percent || name.matches(".* (Nodes|Cores)");
                            assertThat(definition.path("unit").asText())
                                    .isEqualTo(percent ? "Percent" : "Count");
                            assertThat(definition.path("primaryAggregationType").asText())
                                    .isEqualTo(level ? "Average" : "Total");
                            assertThat(definition.path("dimensions").toString())
                                    .contains("Scenario");
                            assertThat(definition.path("metricAvailabilities")).isNotEmpty();
                        });
        client.get(address("metricDefinitions"), azure.armToken("nobody")).expect(403);
        client.get(address("metrics"), azure.armToken("nobody")).expect(403);
    }

    @Test
    void registrationsAreCounted() throws Exception {
        // Given
        Registrations before = registrations();
        String models = models("/models");
        // When
        register(models, Map.of("name", "counted", "mimeType", "application/x", "url", url(models)))
                .expect(200);
        register(models, Map.of("name", "counted")).expect(400);
        // Then
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(registrations())
                                        .isEqualTo(
                                                new Registrations(
                                                        before.succeeded() + 1,
                                                        before.failed() + 1)));
        assertThat(total("Model Register Failed", "&$filter=StatusCode%20eq%20'400'")).isPositive();
        assertThat(total("Model Register Failed", "&$filter=StatusCode%20eq%20'500'")).isZero();
    }

    private record Registrations(double succeeded, double failed) {}

    private Registrations registrations() throws Exception {
        return new Registrations(
                total("Model Register Succeeded", ""), total("Model Register Failed", ""));
    }

    private FlowClient.Answer register(String models, Map<String, Object> body) throws Exception {
        return client.json("POST", models, azure.armToken("contributor"), body);
    }

    /** Where the files of a model that is registered lie. */
    private String url(String models) throws Exception {
        return client.get(models, azure.armToken("reader"))
                .expect(200)
                .json()
                .path("value")
                .path(0)
                .path("url")
                .asText();
    }

    @Test
    void deploymentsAreCounted() throws Exception {
        // Given
        FlowState flows = PLATFORM.flows();
        Deployments before = deployments();
        // When
        deploy("counted-good", Map.of(), "Succeeded");
        deploy("counted-bad", Map.of("driverProgram", brokenScript(flows)), "Failed");
        // Then
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () ->
                                assertThat(deployments())
                                        .isEqualTo(
                                                new Deployments(
                                                        before.started() + 2,
                                                        before.succeeded() + 1,
                                                        before.failed() + 1)));
    }

    private record Deployments(double started, double succeeded, double failed) {}

    private Deployments deployments() throws Exception {
        return new Deployments(
                total("Model Deploy Started", ""),
                total("Model Deploy Succeeded", ""),
                total("Model Deploy Failed", ""));
    }

    /** An entry script that does not compile. */
    private String brokenScript(FlowState flows) throws Exception {
        client.send(
                        "POST",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                flows.workspaceId(),
                                "/artifacts/LocalUpload/counted/content?path=Broken.java"),
                        azure.armToken("contributor"),
                        BodyPublishers.ofString("public class Broken {"),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        Map<String, Object> artifact =
                Map.of("id", "aml://artifact/LocalUpload/counted/Broken.java");
        return client.json(
                        "POST",
                        models("/assets"),
                        azure.armToken("contributor"),
                        Map.of("name", "Broken.java", "artifacts", List.of(artifact)))
                .expect(200)
                .json()
                .path("id")
                .asText();
    }

    private void deploy(String name, Map<String, Object> script, String end) throws Exception {
        String image = name + "-image";
        Map<String, Object> request =
                new HashMap<>(
                        Map.of(
                                "name",
                                image,
                                "modelIds",
                                List.of("breast-cancer:1"),
                                "imageType",
                                "Docker",
                                "imageFlavor",
                                "WebApiContainer",
                                "environment",
                                Map.of("name", "AzureML-ONNXRuntime-1.23")));
        request.putAll(script);
        ended("/images", request, "Succeeded");
        ended(
                "/services",
                Map.of(
                        "name",
                        name,
                        "computeType",
                        "ACI",
                        "imageId",
                        image + ":1",
                        "containerResourceRequirements",
                        Map.of("cpu", 1, "memoryInGB", 1)),
                end);
        client.send(
                        "DELETE",
                        models("/services/" + name),
                        azure.armToken("contributor"),
                        BodyPublishers.noBody(),
                        Map.of())
                .expect(200, 202, 204);
    }

    private void ended(String collection, Object body, String end) throws Exception {
        String token = azure.armToken("contributor");
        FlowClient.Answer answer = client.json("POST", models(collection), token, body).expect(202);
        String poll = answer.header("Operation-Location");
        String address =
                poll.startsWith("http")
                        ? poll
                        : models(poll.substring(poll.indexOf("/operations/")));
        assertThat(azure.until(client, address, token, "state", "Succeeded", "Failed"))
                .as(() -> collection + " of " + body)
                .isEqualTo(end);
    }

    private String models(String rest) throws Exception {
        return azure.models("eastus", PLATFORM.flows().workspaceId(), rest);
    }

    @Test
    void aMetricIsShownAsAChart() throws Exception {
        // When
        JsonNode chart =
                client.get(
                                "https://localhost:"
                                        + PLATFORM.port(PlatformService.TELEMETRY)
                                        + "/_mltwin/metrics/chart?metric=Completed%20Runs&timespan=PT24H&interval=PT1H&workspace="
                                        + PLATFORM.flows().workspaceId(),
                                PLATFORM.tokens().administrator())
                        .expect(200)
                        .json();
        // Then
        assertThat(chart.path("$schema").asText()).contains("vega-lite");
        assertThat(chart.path("title").asText()).isEqualTo("Completed Runs");
        double shown = 0;
        for (JsonNode value : chart.path("data").path("values")) {
            shown += value.path("total").asDouble();
        }
        assertThat(shown).isPositive();
    }

    private double total(String metric, String rest) throws Exception {
        JsonNode value =
                client.get(
                                address("metrics")
                                        + "&metricnames="
                                        + metric.replace(" ", "%20")
                                        + "&timespan=PT2160H"
                                        + "&interval=FULL&aggregation=Total"
                                        + rest,
                                azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value")
                        .path(0);
        assertThat(value.path("name").path("value").asText()).isEqualTo(metric);
        double total = 0;
        for (JsonNode series : value.path("timeseries")) {
            for (JsonNode bucket : series.path("data")) {
                total += bucket.path("total").asDouble();
            }
        }
        return total;
    }

    private double runs(String filter) throws Exception {
        return client.json(
                        "POST",
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                PLATFORM.flows().workspaceId(),
                                "/runs:query"),
                        azure.armToken("reader"),
                        Map.of("filter", filter))
                .expect(200)
                .json()
                .path("value")
                .size();
    }

    private String address(String type) throws Exception {
        return azure.arm(PLATFORM.flows().workspaceId() + INSIGHTS + type)
                .replace("2022-10-01", "2018-01-01");
    }
}
