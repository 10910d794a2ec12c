package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A run's token speaks for that run of that workspace, to Azure ML alone. The token is a real one,
 * taken by a script from its environment.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RunTokenTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String EXPERIMENT = "token-scope";
    private static final String SCRIPT =
            """
            import java.nio.file.*;
            public class Tell {
                public static void main(String[] args) throws Exception {
                    StringBuilder text = new StringBuilder();
                    System.getenv().forEach((name, value) -> text.append(name).append('=').append(value).append('\\n'));
                    Path out = Path.of(args[0]);
                    Files.writeString(out.resolveSibling("env.part"), text);
                    Files.move(out.resolveSibling("env.part"), out);
                    for (int i = 0; i < 1200 && !Files.exists(out.resolveSibling("done")); i++) Thread.sleep(100);
                }
            }
            """;

    private BesideScripts beside;
    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private String runId;
    private String token;
    private Map<String, String> environment;

    @BeforeAll
    void startARunThatTellsItsEnvironment() throws Exception {
        flows = PLATFORM.flows();
        beside = PLATFORM.platform().besideScripts();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        String contributor = azure.armToken("contributor");
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        contributor,
                        Map.of("Tell.java", SCRIPT.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        runId = "tell-" + UUID.randomUUID();
        Map<String, Object> configuration =
                Map.of(
                        "script",
                        "Tell.java",
                        "arguments",
                        List.of(beside.folder() + "/env"),
                        "target",
                        "cpu-cluster",
                        "environment",
                        Map.of(
                                "name",
                                "AzureML-Tribuo-4.3",
                                "environmentVariables",
                                Map.of("FOO", "1")));
        client.json(
                        "POST",
                        training(
                                "execution/v1.0",
                                "/experiments/" + EXPERIMENT + "/snapshotrun?runId=" + runId),
                        contributor,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200);
        await().atMost(Duration.ofSeconds(60)).until(() -> beside.holds("env"));
        environment =
                beside.read("env")
                        .lines()
                        .filter(line -> line.indexOf('=') > 0)
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> line.substring(line.indexOf('=') + 1),
                                        (a, b) -> a));
        token = environment.get("AZUREML_RUN_TOKEN");
    }

    @AfterAll
    void letItEnd() throws Exception {
        beside.put("done");
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
        azure.until(
                client,
                address,
                azure.armToken("reader"),
                "status",
                "Completed",
                "Failed",
                "Canceled");
    }

    @Test
    void theScriptGetsItsRunsVariables() {
        assertThat(environment)
                .containsEntry("AZUREML_RUN_ID", runId)
                .containsEntry(
                        "AZUREML_ARM_WORKSPACE_NAME",
                        flows.workspaceId().substring(flows.workspaceId().lastIndexOf('/') + 1))
                .containsEntry("AZUREML_ARM_PROJECT_NAME", EXPERIMENT)
                .containsEntry("FOO", "1")
                .containsKeys(
                        "AZUREML_RUN_TOKEN_EXPIRY",
                        "AZUREML_WORKSPACE_ID",
                        "AZUREML_SERVICE_ENDPOINT",
                        "MLFLOW_RUN_ID",
                        "MSI_ENDPOINT",
                        "MSI_SECRET")
                .doesNotContainKeys("MLTWIN_NODE_SECRET");
        assertThat(Long.parseLong(environment.get("AZUREML_RUN_TOKEN_EXPIRY")))
                .isGreaterThan(System.currentTimeMillis() / 1000);
    }

    @Test
    void theTokenIsAzureMachineLearningsOwn() throws Exception {
        JsonNode claims = Json.MAPPER.readTree(Forgery.payload(token));

        assertThat(claims.path("iss").asText()).endsWith("/aml/eastus");
        assertThat(claims.path("runId").asText()).isEqualTo(runId);
        assertThat(claims.path("workspaceScope").asText())
                .isEqualToIgnoringCase(flows.workspaceId());
    }

    @Test
    void ownRunAccepts() throws Exception {
        metric(flows.workspaceId(), EXPERIMENT, runId).expect(200);
    }

    @Test
    void anotherRunRefuses() throws Exception {
        metric(flows.workspaceId(), "breast-cancer", flows.runId()).expect(403);
        client.json(
                        "POST",
                        training(
                                "execution/v1.0",
                                "/experiments/breast-cancer/runId/" + flows.runId() + "/cancel"),
                        token,
                        null)
                .expect(401, 403);
    }

    @Test
    void anotherWorkspaceRefuses() throws Exception {
        metric(PLATFORM.fixture().workspaceId(), EXPERIMENT, runId).expect(403);
    }

    @Test
    void resourceManagerAndVaultRefuse() throws Exception {
        client.get(azure.arm(flows.workspaceId()), token).expect(401);
        JsonNode workspace =
                client.get(azure.arm(flows.workspaceId()), azure.armToken("reader"))
                        .expect(200)
                        .json();
        String vault = workspace.path("properties").path("keyVault").asText();
        client.get(
                        azure.vault(
                                vault.substring(vault.lastIndexOf('/') + 1),
                                "/secrets?api-version=7.4"),
                        token)
                .expect(401);
    }

    @Test
    void theRestOfAzureMachineLearningRefuses() throws Exception {
        client.get(azure.models("eastus", flows.workspaceId(), "/models"), token).expect(401, 403);
        client.json("POST", training("history/v1.0", "/experiments:query"), token, Map.of())
                .expect(401, 403);
    }

    @Test
    void theScriptsIdentityEndpointWantsItsSecret() throws Exception {
        String endpoint =
                environment.get("MSI_ENDPOINT")
                        + "?api-version=2017-09-01&resource=https%3A%2F%2Fstorage.azure.com";
        int refused = beside.get(endpoint, Map.of("secret", "guess")).status();
        String given = beside.get(endpoint, Map.of("secret", environment.get("MSI_SECRET"))).body();

        assertThat(refused).isIn(400, 401);
        String identity = Json.MAPPER.readTree(given).path("access_token").asText();
        assertThat(Json.MAPPER.readTree(Forgery.payload(identity)).path("xms_mirid").asText())
                .containsIgnoringCase(flows.workspaceId());
    }

    private FlowClient.Answer metric(String workspace, String experiment, String run)
            throws Exception {
        Map<String, Object> metric =
                Map.of(
                        "runId",
                        run,
                        "metricId",
                        UUID.randomUUID().toString(),
                        "dataContainerId",
                        "dcid." + run,
                        "metricType",
                        "azureml.v1.scalar",
                        "name",
                        "loss",
                        "numCells",
                        1,
                        "cells",
                        List.of(Map.of("loss", 0.25)),
                        "schema",
                        Map.of(
                                "numProperties",
                                1,
                                "properties",
                                List.of(
                                        Map.of(
                                                "propertyId",
                                                "loss",
                                                "name",
                                                "loss",
                                                "type",
                                                "float"))));
        return client.json(
                "POST",
                azure.training(
                        "eastus",
                        "history/v1.0",
                        workspace,
                        "/experiments/" + experiment + "/runs/" + run + "/metrics"),
                token,
                metric);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
