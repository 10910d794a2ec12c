package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.signin.Forgery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run's token speaks for that run of that workspace, to Azure ML alone. The token is a real one,
 * taken by a script from its environment.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it moves the clock")
class RunTokenTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final String EXPERIMENT = "token-scope";
    private static final String MANAGEMENT = "https://management.azure.com/";
    private static final String SCRIPT = """
            import java.nio.file.*;
            public class Tell {
                public static void main(String[] args) throws Exception {
                    StringBuilder text = new StringBuilder();
                    System.getenv().forEach((name, value) -> text.append(name).append('=').append(value).append('\\n'));
                    Path out = Path.of(args[0]);
                    Files.createDirectories(out.getParent());
                    Files.writeString(out.resolveSibling("env.part"), text);
                    Files.move(out.resolveSibling("env.part"), out);
                    for (int i = 0; i < 1200 && !Files.exists(out.resolveSibling("done")); i++) Thread.sleep(100);
                }
            }
            """;

    private ScriptPlace scripts;
    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private String runId;
    private String token;
    private Map<String, String> environment;

    @BeforeAll
    void startARunThatTellsItsEnvironment() throws Exception {
        flows = PLATFORM.flows();
        scripts = PLATFORM.platform().scriptPlace();
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
        Map<String, Object> configuration = Map.of(
                "script",
                "Tell.java",
                "arguments",
                List.of(scripts.folder() + "/env"),
                "target",
                "cpu-cluster",
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3", "environmentVariables", Map.of("FOO", "1")));
        client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun?runId=" + runId),
                        contributor,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200);
        await().atMost(Duration.ofSeconds(60)).until(() -> scripts.holds("env"));
        environment = scripts.read("env")
                .lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(java.util.stream.Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (a, b) -> a));
        token = environment.get("AZUREML_RUN_TOKEN");
    }

    @AfterAll
    void letItEnd() throws Exception {
        scripts.put("done");
        String address = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
        azure.until(client, address, azure.armToken("reader"), "status", "Completed", "Failed", "Canceled");
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
                        "IDENTITY_ENDPOINT",
                        "IDENTITY_HEADER",
                        "MSI_ENDPOINT",
                        "MSI_SECRET",
                        "DEFAULT_IDENTITY_CLIENT_ID")
                .doesNotContainKeys("MLTWIN_NODE_SECRET");
        assertThat(Long.parseLong(environment.get("AZUREML_RUN_TOKEN_EXPIRY")))
                .isGreaterThan(System.currentTimeMillis() / 1000);
    }

    @Test
    void theTokenIsAzureMachineLearningsOwn() throws Exception {
        JsonNode claims = Json.MAPPER.readTree(Forgery.payload(token));

        assertThat(claims.path("iss").asText()).endsWith("/aml/eastus");
        assertThat(claims.path("runId").asText()).isEqualTo(runId);
        assertThat(claims.path("workspaceScope").asText()).isEqualToIgnoringCase(flows.workspaceId());
    }

    @Test
    void ownRunAccepts() throws Exception {
        metric(flows.workspaceId(), EXPERIMENT, runId).expect(200);
    }

    @Test
    void aMetricOfTheRunLiesInTheStoreOfRunHistory() throws Exception {
        // Given
        int before = documents();
        // When
        metric(flows.workspaceId(), EXPERIMENT, runId).expect(200);
        // Then
        assertThat(documents()).isGreaterThan(before);
        assertThat(client.json(
                                "POST",
                                training("history/v1.0", "/experiments/" + EXPERIMENT + "/metrics:query"),
                                azure.armToken("reader"),
                                Map.of("filter", "RunId eq '" + runId + "'"))
                        .expect(200)
                        .json()
                        .path("value"))
                .anySatisfy(metric -> assertThat(
                                metric.path("cells").path(0).path("loss").asDouble())
                        .isEqualTo(0.25));
    }

    /** How many documents the store of all workspaces without a key of their own holds. */
    private int documents() throws Exception {
        JsonNode stores = client.get(
                        "https://localhost:" + PLATFORM.port(PlatformService.COMPUTE) + "/_mltwin/stores",
                        PLATFORM.tokens().administrator())
                .expect(200)
                .json();
        for (JsonNode store : stores) {
            if (!store.path("workspace").isTextual()) {
                return store.path("documents").asInt();
            }
        }
        throw new AssertionError("no shared store among " + stores);
    }

    @Test
    void anotherRunRefuses() throws Exception {
        // When, Then
        metric(flows.workspaceId(), "breast-cancer", flows.runId()).expect(403);
        client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/breast-cancer/runId/" + flows.runId() + "/cancel"),
                        token,
                        null)
                .expect(403);
    }

    @Test
    void anotherWorkspaceRefuses() throws Exception {
        metric(PLATFORM.fixture().workspaceId(), EXPERIMENT, runId).expect(403);
    }

    @Test
    void resourceManagerAndVaultRefuse() throws Exception {
        // When, Then
        client.get(azure.arm(flows.workspaceId()), token).expect(401);
        JsonNode workspace = client.get(azure.arm(flows.workspaceId()), azure.armToken("reader"))
                .expect(200)
                .json();
        String vault = workspace.path("properties").path("keyVault").asText();
        client.get(azure.vault(vault.substring(vault.lastIndexOf('/') + 1), "/secrets?api-version=7.4"), token)
                .expect(401);
    }

    @Test
    void theRestOfAzureMachineLearningRefuses() throws Exception {
        client.get(azure.models("eastus", flows.workspaceId(), "/models"), token)
                .expect(401, 403);
        client.json("POST", training("history/v1.0", "/experiments:query"), token, Map.of())
                .expect(401, 403);
    }

    @ParameterizedTest
    @CsvSource({
        "IDENTITY_ENDPOINT, 2019-08-01, X-IDENTITY-HEADER, IDENTITY_HEADER",
        "MSI_ENDPOINT, 2017-09-01, secret, MSI_SECRET"
    })
    void theScriptsIdentityEndpointWantsItsSecret(String endpoint, String version, String header, String secret)
            throws Exception {
        // Given
        Map<String, String> right = Map.of(header, environment.get(secret));
        String query = "&resource=https%3A%2F%2Fstorage.azure.com";
        // When, Then
        assertThat(identity(endpoint, version, query, Map.of(header, "guess")).status())
                .isEqualTo(401);
        assertThat(identity(endpoint, version, query, Map.of()).status()).isEqualTo(401);
        assertThat(identity(endpoint, "2018-02-01", query, right).status()).isEqualTo(400);
        assertThat(identity(endpoint, version, "", right).body()).contains("invalid_resource");
        assertThat(identity(endpoint, version, "&resource=https%3A%2F%2Fnowhere.example", right)
                        .body())
                .contains("invalid_resource", "AADSTS500011");
        assertThat(identity(endpoint, version, "&resource=api%3A%2F%2Fmltwin%2Fidentity", right)
                        .status())
                .isEqualTo(400);
        assertThat(identity(endpoint, version, query + "&client_id=none-such&clientid=none-such", right)
                        .body())
                .contains("Identity not found");

        for (String resource : List.of("https://storage.azure.com", "https://vault.azure.net", MANAGEMENT)) {
            JsonNode given = Json.MAPPER.readTree(
                    identity(endpoint, version, "&resource=" + UriEncoding.encodeQueryValue(resource), right)
                            .body());
            JsonNode claims = Json.MAPPER.readTree(
                    Forgery.payload(given.path("access_token").asText()));
            assertThat(claims.path("xms_mirid").asText()).isEqualToIgnoringCase(flows.workspaceId());
            assertThat(claims.path("aud").asText()).isEqualTo(resource);
            assertThat(claims.path("exp").asText())
                    .isEqualTo(given.path("expires_on").asText());
            assertThat(given.path("client_id").asText())
                    .isEqualTo(environment.get("DEFAULT_IDENTITY_CLIENT_ID"))
                    .isEqualTo(claims.path("appid").asText());
        }
    }

    private ScriptPlace.Answer identity(String endpoint, String version, String query, Map<String, String> headers)
            throws Exception {
        return scripts.get(environment.get(endpoint) + "?api-version=" + version + query, headers);
    }

    @Test
    void aTokenEndsOnTheClockAndIsRefreshedBefore() throws Exception {
        // Given
        ClockControl clock =
                new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());
        String own = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
        long lifetime = Long.parseLong(environment.get("AZUREML_RUN_TOKEN_EXPIRY")) - System.currentTimeMillis() / 1000;
        try {
            // When
            clock.set(lifetime / 2);
            JsonNode refreshed =
                    client.json("POST", own + "/token", token, null).expect(200).json();
            // Then
            String fresh = refreshed.path("token").asText();
            assertThat(fresh).isNotEqualTo(token);
            // When
            clock.set(lifetime + 60);
            // Then
            FlowClient.Answer expired = client.get(own, token).expect(401);
            assertThat(expired.text()).contains("ExpiredAuthenticationToken");
            client.json("POST", own + "/token", token, null).expect(401);
            JsonNode run = client.get(own, fresh).expect(200).json();
            assertThat(Instant.parse(run.path("tokenExpiryTimeUtc").asText()))
                    .isEqualTo(Instant.parse(refreshed.path("expiryTimeUtc").asText()));
            assertThat(run.path("token").isMissingNode()).isTrue();
            // When
            clock.set(lifetime * 2);
            // Then
            client.get(own, fresh).expect(401);
        } finally {
            clock.set(0);
        }
        client.get(own, token).expect(200);
    }

    @Test
    void noOtherCallerRefreshesIt() throws Exception {
        // Given
        String own = training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + runId);
        // When, Then
        client.json("POST", own + "/token", azure.armToken("owner"), null).expect(403);
        client.json(
                        "POST",
                        training("history/v1.0", "/experiments/breast-cancer/runs/" + flows.runId() + "/token"),
                        token,
                        null)
                .expect(403);
    }

    private FlowClient.Answer metric(String workspace, String experiment, String run) throws Exception {
        JsonNode metric = Json.MAPPER.readTree("""
                        {"runId": "%s", "metricId": "%s", "dataContainerId": "dcid.%s",
                         "metricType": "azureml.v1.scalar", "name": "loss", "numCells": 1, "cells": [{"loss": 0.25}],
                         "schema": {"numProperties": 1,
                          "properties": [{"propertyId": "loss", "name": "loss", "type": "float"}]}}
                        """.formatted(run, UUID.randomUUID(), run));
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
