package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.PlatformService;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the flow of inference leaves behind: versions, a real image, and a row per request. */
@TestInstance(Lifecycle.PER_CLASS)
class ServeFlowTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private PlayedFlows flows;

    @BeforeAll
    void playAllFive() throws Exception {
        flows = PlayedFlows.on(PLATFORM);
    }

    @Test
    void theImageIsARealOneInTheWorkspacesRegistry() throws Exception {
        // Given
        String registry = flows.property("containerRegistry");
        String name = registry.substring(registry.lastIndexOf('/') + 1);
        JsonNode credentials = flows.client()
                .json(
                        "POST",
                        flows.azure().arm(registry + "/listCredentials"),
                        flows.azure().armToken("contributor"),
                        null)
                .expect(200)
                .json();
        String basic = Base64.getEncoder()
                .encodeToString((credentials.path("username").asText()
                                + ":"
                                + credentials
                                        .path("passwords")
                                        .path(0)
                                        .path("value")
                                        .asText())
                        .getBytes(StandardCharsets.UTF_8));
        String host = PLATFORM.host(name + ".azurecr", PlatformService.SCORING);
        // When
        flows.client().get(host + "/v2/", null).expect(401);
        JsonNode catalog = flows.client()
                .send(
                        "GET",
                        host + "/v2/_catalog",
                        null,
                        BodyPublishers.noBody(),
                        Map.of("Authorization", "Basic " + basic))
                .expect(200)
                .json();
        // Then
        assertThat(catalog.path("repositories")).isNotEmpty();
        String repository = catalog.path("repositories").path(0).asText();
        JsonNode tags = flows.client()
                .send(
                        "GET",
                        host + "/v2/" + repository + "/tags/list",
                        null,
                        BodyPublishers.noBody(),
                        Map.of("Authorization", "Basic " + basic))
                .expect(200)
                .json();
        JsonNode manifest = flows.client()
                .send(
                        "GET",
                        host
                                + "/v2/"
                                + repository
                                + "/manifests/"
                                + tags.path("tags").path(0).asText(),
                        null,
                        BodyPublishers.noBody(),
                        Map.of(
                                "Authorization",
                                "Basic " + basic,
                                "Accept",
                                "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json"))
                .expect(200)
                .json();
        assertThat(manifest.path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(manifest.path("layers")).isNotEmpty();
    }

    @Test
    void theServicePredictsTheDiagnosesOfTheDataSet() throws Exception {
        // Given
        Path seed = Checkout.find().root().resolve("deploy/seed/breast-cancer-wisconsin.csv");
        List<String> lines = Files.readAllLines(seed).subList(1, 41);
        List<List<Double>> data = new ArrayList<>();
        List<String> diagnoses = new ArrayList<>();
        for (String line : lines) {
            List<String> cells = List.of(line.split(","));
            diagnoses.add(cells.get(cells.size() - 1));
            data.add(cells.subList(0, cells.size() - 1).stream()
                    .map(Double::valueOf)
                    .toList());
        }
        ScoredService service = ScoredService.find(PLATFORM, "cancer-service");
        // When
        JsonNode answer = flows.client()
                .json("POST", service.uri(), service.key(), Map.of("data", data))
                .expect(200)
                .json();
        // Then
        assertThat(answer.path("result")).hasSize(diagnoses.size());
        int right = 0;
        for (int i = 0; i < diagnoses.size(); i++) {
            right += diagnoses.get(i).equals(answer.path("result").path(i).asText()) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(diagnoses.size() * 9 / 10);
    }

    @Test
    void theSevenFieldsOfARequestReachApplicationInsightsAndNoCredentialDoes() throws Exception {
        // Given
        Map<String, String> headers = Map.of("User-Agent2", "x", "Content-Type", "application/json");
        // When
        FlowClient.Answer refused = flows.client()
                .send(
                        "POST",
                        flows.state().serviceUri(),
                        "wrong-key",
                        BodyPublishers.ofString("{\"data\":[]}"),
                        headers)
                .expect(401);
        String id = refused.header("x-ms-request-id");
        String insights = flows.azure().insights("/v1/apps/" + flows.state().appId() + "/query");
        String token = flows.azure().token("reader", "https://api.applicationinsights.io");
        JsonNode table = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> flows.client()
                                .json("POST", insights, token, Map.of("query", "requests | where id == '" + id + "'"))
                                .expect(200)
                                .json()
                                .path("tables")
                                .path(0),
                        found -> !found.path("rows").isEmpty());
        // Then
        String row = table.path("rows").path(0).toString();
        assertThat(row)
                .contains("HTTPMethod")
                .contains("POST")
                .contains("UserAgent")
                .contains("mltwin-demo")
                .contains("ComputeType")
                .contains("ACI");
        assertThat(row)
                .contains("RequestUrl")
                .contains(flows.state().serviceUri())
                .contains("StatusCode")
                .contains("401")
                .contains("RequestId")
                .contains(id)
                .contains("Duration");
        assertThat(row).doesNotContain("wrong-key");
        flows.client()
                .json(
                        "POST",
                        insights,
                        flows.azure().token("nobody", "https://api.applicationinsights.io"),
                        Map.of("query", "requests"))
                .expect(403);
    }

    @Test
    void registeringAgainMakesTheNextVersion() throws Exception {
        // Given
        String token = flows.azure().armToken("contributor");
        Map<String, Object> model = Map.of(
                "name",
                "versions",
                "url",
                "aml://artifact/ExperimentRun/dcid." + flows.state().runId() + "/outputs/model.onnx",
                "mimeType",
                "application/octet-stream");
        String models = flows.azure().models("eastus", flows.workspaceId(), "/models");
        // When
        String first = flows.client()
                .json("POST", models, token, model)
                .expect(200)
                .json()
                .path("id")
                .asText();
        String second = flows.client()
                .json("POST", models, token, model)
                .expect(200)
                .json()
                .path("id")
                .asText();
        // Then
        assertThat(List.of(first, second)).containsExactly("versions:1", "versions:2");
        flows.client()
                .json(
                        "POST",
                        models,
                        token,
                        Map.of(
                                "name",
                                "missing",
                                "url",
                                "aml://artifact/ExperimentRun/dcid."
                                        + flows.state().runId()
                                        + "/outputs/none.onnx",
                                "mimeType",
                                "x"))
                .expect(400, 404);
    }

    @Test
    void anImageOfAMissingModelIsRefused() throws Exception {
        // When
        FlowClient.Answer answer = flows.client()
                .json(
                        "POST",
                        flows.azure().models("eastus", flows.workspaceId(), "/images"),
                        flows.azure().armToken("contributor"),
                        Map.of(
                                "name",
                                "nothing",
                                "modelIds",
                                List.of("no-such-model:1"),
                                "imageType",
                                "Docker",
                                "imageFlavor",
                                "WebApiContainer"));
        // Then
        assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    }
}
