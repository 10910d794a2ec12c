package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.clock.ClockControl;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A reset leaves the fixture and nothing else, and the flows run again right after it. It may come
 * at any place among the tests: {@link TestPlatform#reset} makes later ones play the flows again.
 */
@OnlyOn(
        value = Target.PROCESSES,
        because = "it looks at files of the data folder and processes of this machine; PauseTest resets containers")
@Order(1)
@Disturbing("it resets the platform")
class ResetTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENDLESS_SCRIPT = """
            import java.nio.file.*;
            public class Endless {
                public static void main(String[] args) throws Exception {
                    Files.createDirectories(Path.of(args[0]));
                    Files.createFile(Path.of(args[0], "started"));
                    Thread.sleep(3_600_000);
                }
            }
            """;

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @Test
    void everythingIsGoneTheFixtureStandsAndTheFlowsRun() throws Exception {
        // Given
        FlowState before = PLATFORM.flows();
        FlowClient making = PLATFORM.flowClient();
        workspace(making, "reset-1");
        workspace(making, "reset-2");
        assertThat(PLATFORM.story().of(making.correlationId(), null)).isNotEmpty();
        ProcessHandle script = endlessRun(before);
        ClockControl clock =
                new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());
        clock.set(3660);
        String secret = PLATFORM.platform()
                .credentials()
                .servicePrincipals()
                .get("owner")
                .secret();

        // When
        long epoch = PLATFORM.reset();

        // Then: the fixture, with the credentials of before
        String reader = azure.armToken("reader");
        assertThat(PLATFORM.platform()
                        .credentials()
                        .servicePrincipals()
                        .get("owner")
                        .secret())
                .isEqualTo(secret);
        assertThat(names(azure.arm(PLATFORM.fixture().resourceGroupId() + ml()), reader))
                .containsExactly("ws1");
        assertThat(names(azure.arm(PLATFORM.subscription() + "/resourceGroups"), reader))
                .containsExactly("rg1");
        assertThat(client.get(azure.arm(PLATFORM.fixture().workspaceId()), reader)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("provisioningState")
                        .asText())
                .isEqualTo("Succeeded");
        assertThat(clock.agreed()).isZero();
        for (PlatformService service : PlatformService.values()) {
            JsonNode state = ResetSteps.state(service);
            assertThat(state.path("phase").asText()).as(service.key()).isEqualTo("OPEN");
            assertThat(state.path("epoch").asLong()).as(service.key()).isEqualTo(epoch);
        }

        // Then: nothing of before
        client.get(azure.arm(before.workspaceId()), reader).expect(404);
        client.get(
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                PLATFORM.fixture().workspaceId(),
                                "/experiments/breast-cancer/runs/" + before.runId()),
                        reader)
                .expect(404);
        client.json("POST", before.serviceUri(), "key", Map.of("data", List.of()))
                .expect(404);
        client.json(
                        "POST",
                        azure.insights("/v1/apps/" + before.appId() + "/query"),
                        azure.token("reader", "https://api.applicationinsights.io"),
                        Map.of("query", "requests"))
                .expect(403, 404);
        client.send(
                        "GET",
                        azure.blob(before.storageAccount(), "/azureml?restype=container&comp=list"),
                        azure.token("owner", "https://storage.azure.com"),
                        java.net.http.HttpRequest.BodyPublishers.noBody(),
                        Map.of("x-ms-version", "2021-08-06"))
                .expect(403, 404);
        await().atMost(PATIENCE).until(() -> !script.isAlive());
        assertThat(filesOf("compute", "nodes")).isEmpty();
        assertThat(filesOf("scoring", "registry")).isEmpty();
        assertThat(filesOf("workspace", "blobs")).isEmpty();
        assertThat(PLATFORM.story().of(making.correlationId(), null)).isEmpty();

        // Then: the demo passes
        assertThat(PLATFORM.flows().accuracy()).isGreaterThan(0.9);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(loggedWorkspaces()).isSubsetOf("ws1", "flows"));
    }

    /** Names of the workspaces whose creation the activity log tells. */
    private List<String> loggedWorkspaces() throws IOException {
        JsonNode events = client.get(
                        azure.arm(PLATFORM.subscription()
                                                + "/providers/Microsoft.Insights/eventtypes/management/values")
                                        .replace("2022-10-01", "2015-04-01")
                                + "&$filter=eventTimestamp%20ge%202020-01-01T00:00:00Z",
                        azure.armToken("reader"))
                .expect(200)
                .json()
                .path("value");
        List<String> names = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("operationName")
                    .path("value")
                    .asText()
                    .equals("Microsoft.MachineLearningServices/workspaces/write")) {
                String id = event.path("resourceId").asText();
                names.add(id.substring(id.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private void workspace(FlowClient making, String name) throws Exception {
        String token = azure.armToken("contributor");
        azure.await(
                making,
                making.json(
                                "PUT",
                                azure.arm(PLATFORM.fixture().resourceGroupId() + Azure.ML + name),
                                token,
                                Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")))
                        .expect(200, 202),
                token);
    }

    private ProcessHandle endlessRun(FlowState flows) throws Exception {
        ScriptPlace scripts = PLATFORM.platform().scriptPlace();
        String token = azure.armToken("contributor");
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        azure.training("eastus", "content/v1.0", flows.workspaceId(), "/snapshots/" + snapshot),
                        token,
                        Map.of("Endless.java", ENDLESS_SCRIPT.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        client.json(
                        "POST",
                        azure.training(
                                "eastus", "execution/v1.0", flows.workspaceId(), "/experiments/endless/snapshotrun"),
                        token,
                        Map.of(
                                "snapshotId",
                                snapshot,
                                "configuration",
                                Map.of(
                                        "script",
                                        "Endless.java",
                                        "arguments",
                                        List.of(scripts.folder()),
                                        "target",
                                        "cpu-cluster",
                                        "environment",
                                        Map.of("name", "AzureML-Tribuo-4.3"))))
                .expect(200);
        await().atMost(PATIENCE).until(() -> scripts.holds("started"));
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                        .contains(scripts.folder()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names(String address, String token) throws IOException {
        List<String> names = new ArrayList<>();
        client.get(address, token)
                .expect(200)
                .json()
                .path("value")
                .forEach(resource -> names.add(resource.path("name").asText()));
        return names;
    }

    private static String ml() {
        return Azure.ML.substring(0, Azure.ML.length() - 1);
    }

    private static List<Path> filesOf(String service, String part) throws IOException {
        Path root = PLATFORM.platform().folder().dataOf(service).resolve(part);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
