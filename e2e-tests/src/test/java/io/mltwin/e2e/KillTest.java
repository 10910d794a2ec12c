package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is killed in the middle of a flow: its supervisor starts it again, and nothing
 * that was answered is lost.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WAITING_SCRIPT =
            """
            import java.nio.file.*;
            public class Wait {
                public static void main(String[] args) throws Exception {
                    Files.createFile(Path.of(args[0], "started"));
                    for (int i = 0; i < 1200 && !Files.exists(Path.of(args[0], "go")); i++) Thread.sleep(100);
                    Files.writeString(Files.createDirectories(Path.of("outputs")).resolve("end.txt"), "ended");
                }
            }
            """;

    @TempDir static Path folder;
    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private String token;

    @BeforeAll
    void flowsAreThere() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        token = azure.armToken("contributor");
    }

    @Test
    void aRunOutlivesItsService() throws Exception {
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        token,
                        Map.of("Wait.java", WAITING_SCRIPT.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        Map<String, Object> configuration =
                Map.of(
                        "script",
                        "Wait.java",
                        "arguments",
                        List.of(folder.toString()),
                        "target",
                        "cpu-cluster",
                        "environment",
                        Map.of("name", "AzureML-Tribuo-4.3"));
        String run =
                client.json(
                                "POST",
                                training("execution/v1.0", "/experiments/killed/snapshotrun"),
                                token,
                                Map.of("snapshotId", snapshot, "configuration", configuration))
                        .expect(200)
                        .json()
                        .path("runId")
                        .asText();
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("started")));

        kill(PlatformService.COMPUTE);
        Files.createFile(folder.resolve("go"));
        awaitReady(PlatformService.COMPUTE);

        assertThat(
                        azure.until(
                                client,
                                training("history/v1.0", "/experiments/killed/runs/" + run),
                                token,
                                "status",
                                "Completed",
                                "Failed",
                                "Canceled"))
                .isEqualTo("Completed");
        client.get(
                        training(
                                "artifact/v2.0",
                                "/artifacts/ExperimentRun/dcid."
                                        + run
                                        + "/content?path=outputs/end.txt"),
                        token)
                .expect(200);
    }

    @Test
    void anAcceptedWorkspaceIsCreatedAllTheSame() throws Exception {
        String id = PLATFORM.fixture().resourceGroupId() + Azure.ML + "killed-ws";
        FlowClient.Answer accepted =
                client.json(
                                "PUT",
                                azure.arm(id),
                                token,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "identity",
                                        Map.of("type", "SystemAssigned")))
                        .expect(200, 202);

        kill(PlatformService.WORKSPACE);
        awaitReady(PlatformService.WORKSPACE);

        azure.await(client, accepted, token);
        JsonNode workspace = client.get(azure.arm(id), token).expect(200).json();
        assertThat(workspace.path("properties").path("provisioningState").asText())
                .isEqualTo("Succeeded");
    }

    @Test
    void scoringGoesOnWithoutTelemetryAndNoRecordIsLostOrDoubled() throws Exception {
        List<String> ids = new ArrayList<>();
        score(ids, 5);
        kill(PlatformService.TELEMETRY);
        score(ids, 20);
        awaitReady(PlatformService.TELEMETRY);
        kill(PlatformService.SCORING);
        awaitReady(PlatformService.SCORING);
        score(ids, 5);

        String insights = azure.insights("/v1/apps/" + flows.appId() + "/query");
        String reader = azure.token("reader", "https://api.applicationinsights.io");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            JsonNode rows =
                                    client.json(
                                                    "POST",
                                                    insights,
                                                    reader,
                                                    Map.of(
                                                            "query",
                                                            "requests | where resultCode == '401' | project id"))
                                            .expect(200)
                                            .json()
                                            .path("tables")
                                            .path(0)
                                            .path("rows");
                            List<String> recorded = new ArrayList<>();
                            rows.forEach(row -> recorded.add(row.path(0).asText()));
                            assertThat(recorded).containsAll(ids).doesNotHaveDuplicates();
                        });
    }

    private void score(List<String> ids, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            ids.add(
                    client.json("POST", flows.serviceUri(), "wrong-key", Map.of("data", List.of()))
                            .expect(401)
                            .header("x-ms-request-id"));
        }
    }

    private static void kill(PlatformService service) {
        String settings = PLATFORM.platform().folder().privateOf(service.key()).toString();
        ProcessHandle process =
                ProcessHandle.allProcesses()
                        .filter(
                                handle ->
                                        handle.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains(settings + "/service.properties"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(service + " is not running"));
        process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private static void awaitReady(PlatformService service) {
        await().atMost(PATIENCE).until(() -> PLATFORM.client().ready(PLATFORM.port(service)));
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
