package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OwnWorkspace;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Azure Monitor's metrics of a workspace: what is defined, and what is counted of registrations and
 * deployments, in a workspace where nobody else does any. {@link NodeMetricsTest} counts runs.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class MetricsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String INSIGHTS = "/providers/Microsoft.Insights/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SCRIPT = """
            import java.nio.file.Path;
            public class Counted {
                public static void init(Path modelDir) {}
                public static String run(String body) { return "{}"; }
            }
            """;

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private OwnWorkspace own;
    private String owner;

    @BeforeAll
    void aWorkspaceWithAModel() throws Exception {
        owner = azure.armToken("owner");
        own = OwnWorkspace.make(PLATFORM, "counted-rg", "counted", "eastus");
        upload("model.bin", "weights");
        register(Map.of(
                        "name",
                        "counted",
                        "mimeType",
                        "application/octet-stream",
                        "url",
                        "aml://artifact/LocalUpload/counted/model.bin"))
                .expect(200);
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        own.end();
    }

    private void upload(String name, String content) throws Exception {
        client.send(
                        "POST",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                own.id(),
                                "/artifacts/LocalUpload/counted/content?path=" + name),
                        owner,
                        BodyPublishers.ofString(content),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
    }

    @Test
    void definitionsNameWhatIsCounted() throws Exception {
        // When
        JsonNode definitions = client.get(
                        address(PLATFORM.flows().workspaceId(), "metricDefinitions"), azure.armToken("reader"))
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
        assertThat(definitions).allSatisfy(definition -> {
            String name = definition.path("name").path("value").asText();
            boolean percent = name.contains("Utilization");
            boolean level = percent || name.matches(".* (Nodes|Cores)");
            assertThat(definition.path("unit").asText()).isEqualTo(percent ? "Percent" : "Count");
            assertThat(definition.path("primaryAggregationType").asText()).isEqualTo(level ? "Average" : "Total");
            assertThat(definition.path("dimensions").toString()).contains("Scenario");
            assertThat(definition.path("metricAvailabilities")).isNotEmpty();
        });
        client.get(address(PLATFORM.flows().workspaceId(), "metricDefinitions"), azure.armToken("nobody"))
                .expect(403);
        client.get(address(PLATFORM.flows().workspaceId(), "metrics"), azure.armToken("nobody"))
                .expect(403);
    }

    @Test
    void registrationsAreCounted() throws Exception {
        // When
        register(Map.of("name", "refused")).expect(400);
        // Then
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(
                                List.of(total("Model Register Succeeded", ""), total("Model Register Failed", "")))
                        .containsExactly(1.0, 1.0));
        assertThat(total("Model Register Failed", "&$filter=StatusCode%20eq%20'400'"))
                .isEqualTo(1);
        assertThat(total("Model Register Failed", "&$filter=StatusCode%20eq%20'500'"))
                .isZero();
    }

    private FlowClient.Answer register(Map<String, Object> body) throws Exception {
        return client.json("POST", models("/models"), owner, body);
    }

    @Test
    void deploymentsAreCounted() throws Exception {
        // When
        deploy("counted-good", SCRIPT, "Succeeded");
        deploy("counted-bad", "public class Broken {", "Failed");
        // Then
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(List.of(
                                total("Model Deploy Started", ""),
                                total("Model Deploy Succeeded", ""),
                                total("Model Deploy Failed", "")))
                        .containsExactly(2.0, 1.0, 1.0));
    }

    /** An image with this entry script, and a service of it. */
    private void deploy(String name, String script, String end) throws Exception {
        String file = script.contains("Broken") ? "Broken.java" : "Counted.java";
        upload(file, script);
        String asset = client.json(
                        "POST",
                        models("/assets"),
                        owner,
                        Map.of(
                                "name",
                                file,
                                "artifacts",
                                List.of(Map.of("id", "aml://artifact/LocalUpload/counted/" + file))))
                .expect(200)
                .json()
                .path("id")
                .asText();
        String image = name + "-image";
        ended(
                "/images",
                Map.of(
                        "name",
                        image,
                        "modelIds",
                        List.of("counted:1"),
                        "driverProgram",
                        asset,
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", "AzureML-ONNXRuntime-1.23")),
                "Succeeded");
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
        client.json("DELETE", models("/services/" + name), owner, null).expect(200, 202, 204);
    }

    private void ended(String collection, Object body, String end) throws Exception {
        FlowClient.Answer answer =
                client.json("POST", models(collection), owner, body).expect(202);
        String poll = answer.header("Operation-Location");
        assertThat(azure.until(client, poll, owner, "state", "Succeeded", "Failed"))
                .as(() -> collection + " of " + body)
                .isEqualTo(end);
    }

    private String models(String rest) {
        return azure.models("eastus", own.id(), rest);
    }

    @Test
    void aMetricIsShownAsAChart() throws Exception {
        // When
        JsonNode chart = client.get(
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
        JsonNode value = client.get(
                        address(own.id(), "metrics")
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

    private String address(String workspace, String type) {
        return azure.arm(workspace + INSIGHTS + type).replace("2022-10-01", "2018-01-01");
    }
}
