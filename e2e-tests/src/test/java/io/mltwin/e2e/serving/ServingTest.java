package io.mltwin.e2e.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.WebServices;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Deployments on both compute types, with an entry script that can be slow or fail, and what
 * Application Insights then holds.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ServingTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final int DELAY_MILLIS = 300;
    private static final String SCRIPT = """
            import java.nio.file.Path;
            public class Slow {
                public static void init(Path modelDir) {}
                public static String run(String body) throws Exception {
                    if (body.contains("fail")) throw new IllegalStateException("as asked");
                    Thread.sleep(300);
                    return "{\\"result\\":\\"slow\\"}";
                }
            }
            """;

    private FlowState flows;
    private WebServices services;
    private Azure azure;
    private FlowClient client;
    private String token;
    private String image;

    @BeforeAll
    void buildAnImage() throws Exception {
        flows = PLATFORM.flows();
        services = WebServices.of(PLATFORM);
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        token = azure.armToken("contributor");
        client.send(
                        "POST",
                        azure.training(
                                "eastus",
                                "artifact/v2.0",
                                flows.workspaceId(),
                                "/artifacts/LocalUpload/serving/content?path=Slow.java"),
                        token,
                        BodyPublishers.ofByteArray(SCRIPT.getBytes(StandardCharsets.UTF_8)),
                        Map.of("Content-Type", "application/octet-stream"))
                .expect(200, 201);
        String asset = client.json(
                        "POST",
                        models("/assets"),
                        token,
                        Map.of(
                                "name",
                                "Slow.java",
                                "artifacts",
                                List.of(Map.of("id", "aml://artifact/LocalUpload/serving/Slow.java"))))
                .expect(200)
                .json()
                .path("id")
                .asText();
        image = services.ended(client.json(
                "POST",
                models("/images"),
                token,
                Map.of(
                        "name",
                        "slow",
                        "modelIds",
                        List.of("breast-cancer:1"),
                        "driverProgram",
                        asset,
                        "imageType",
                        "Docker",
                        "imageFlavor",
                        "WebApiContainer",
                        "environment",
                        Map.of("name", "AzureML-ONNXRuntime-1.23"))));
        services.withCluster();
    }

    @Test
    void bothComputeTypesServeTheImage() throws Exception {
        // Given
        JsonNode aci = keyed();
        JsonNode aks = services.deploy("slow-aks", image, Map.of("computeType", "AKS", "computeName", "aks1"));
        // When, Then
        for (JsonNode service : List.of(aci, aks)) {
            assertThat(service.path("state").asText()).isEqualTo("Healthy");
            assertThat(service.path("imageId").asText()).isEqualTo(image);
            String id = score(service, "{}").expect(200).header("x-ms-request-id");
            assertThat(recorded(id))
                    .contains("\"ComputeType\":\"" + service.path("computeType").asText() + "\"")
                    .contains("\"StatusCode\":\"200\"");
            JsonNode table = query("requests | where id == '" + id + "' | project duration");
            assertThat(table.path("rows").path(0).path(0).asDouble())
                    .as("the duration is that of the model")
                    .isGreaterThanOrEqualTo(DELAY_MILLIS);
        }
        assertThat(aks.path("authEnabled").asBoolean())
                .as("AKS has key authentication by default")
                .isTrue();
    }

    /** A service on ACI with a key. */
    private JsonNode keyed() throws Exception {
        return services.ensure("slow-aci", image, Map.of("computeType", "ACI", "authEnabled", true));
    }

    @Test
    void statusCodesAreRecorded() throws Exception {
        // Given
        JsonNode service = keyed();
        List<FlowClient.Answer> answers = new ArrayList<>();
        // When
        answers.add(score(service, "fail").expect(500));
        answers.add(client.json("POST", service.path("scoringUri").asText(), "wrong", Map.of())
                .expect(401));
        // Then
        for (FlowClient.Answer answer : answers) {
            String row = recorded(answer.header("x-ms-request-id"));
            assertThat(row).contains("\"StatusCode\":\"" + answer.status() + "\"");
        }
    }

    @Test
    void serviceThatSaysFalseHasNoRequestsInApplicationInsights() throws Exception {
        // When
        JsonNode silent =
                services.deploy("slow-silent", image, Map.of("computeType", "ACI", "appInsightsEnabled", false));
        JsonNode recorded = keyed();
        // Then
        assertThat(silent.path("appInsightsEnabled").asBoolean()).isFalse();
        assertThat(recorded.path("appInsightsEnabled").asBoolean()).isTrue();
        assertThat(silent.path("authEnabled").isBoolean()).isTrue();
        assertThat(silent.path("authEnabled").asBoolean())
                .as("ACI is open by default")
                .isFalse();
        // When
        String absent = anonymously(silent).expect(200).header("x-ms-request-id");
        recorded(score(recorded, "{}").expect(200).header("x-ms-request-id"));
        // Then
        assertThat(query("requests | where id == '" + absent + "'").path("rows"))
                .isEmpty();
        // When
        client.json(
                        "PATCH",
                        models("/services/slow-silent"),
                        token,
                        List.of(Map.of("op", "replace", "path", "/appInsightsEnabled", "value", true)))
                .expect(200);
        // Then
        recorded(anonymously(silent).expect(200).header("x-ms-request-id"));
        assertThat(query("requests | where id == '" + absent + "'").path("rows"))
                .isEmpty();
    }

    private FlowClient.Answer anonymously(JsonNode service) throws Exception {
        return client.json("POST", service.path("scoringUri").asText(), null, Map.of());
    }

    private FlowClient.Answer score(JsonNode service, String body) throws Exception {
        JsonNode keys = services.keys(service.path("id").asText());
        return client.send(
                "POST",
                service.path("scoringUri").asText(),
                keys.path("primaryKey").asText(),
                BodyPublishers.ofString(body),
                Map.of("Content-Type", "application/json"));
    }

    private String recorded(String requestId) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> query("requests | where id == '" + requestId + "' | project customDimensions")
                                .path("rows"),
                        rows -> !rows.isEmpty())
                .path(0)
                .path(0)
                .toString()
                .replace("\\\"", "\"");
    }

    private JsonNode query(String text) throws Exception {
        return client.json(
                        "POST",
                        azure.insights("/v1/apps/" + flows.appId() + "/query"),
                        azure.token("reader", "https://api.applicationinsights.io"),
                        Map.of("query", text))
                .expect(200)
                .json()
                .path("tables")
                .path(0);
    }

    private String models(String rest) {
        return services.address(rest);
    }
}
