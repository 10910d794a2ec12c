package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Train: a script that is running while a part dies, and ends while the part is away, still ends
 * Completed with its output, its log and every metric that was acknowledged.
 */
final class InterruptedTraining implements InterruptedFlow {

    /** A node of the cluster may still be taken by a run that another test has canceled. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private static final String EXPERIMENT = "under-fire";
    private static final String SCRIPT = """
            import java.nio.file.*;
            public class Wait {
                public static void main(String[] args) throws Exception {
                    Files.createDirectories(Path.of(args[0]));
                    Files.createFile(Path.of(args[0], "started"));
                    for (int i = 0; i < 1200 && !Files.exists(Path.of(args[0], "go")); i++) Thread.sleep(50);
                    Files.writeString(Files.createDirectories(Path.of("outputs")).resolve("end.txt"), args[0]);
                }
            }
            """;

    private final ScriptPlace scripts;
    private final FlowClient client;
    private final Azure azure;
    private final FlowState flows;
    private final String token;
    private final PersistentClient calls;
    private String run;

    InterruptedTraining(TestPlatform platform, PersistentClient calls) throws IOException, InterruptedException {
        this.scripts = platform.platform().scriptPlace();
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.flows = platform.flows();
        this.token = azure.armToken("contributor");
        this.calls = calls;
    }

    @Override
    public void toTheMiddle() {
        String snapshot = UUID.randomUUID().toString();
        calls.until(
                () -> client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        token,
                        Map.of("Wait.java", SCRIPT.getBytes(StandardCharsets.UTF_8))),
                200,
                201);
        Map<String, Object> configuration = Map.of(
                "script",
                "Wait.java",
                "arguments",
                List.of(scripts.folder()),
                "target",
                "cpu-cluster",
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3"));
        run = calls.until(
                        () -> client.json(
                                "POST",
                                training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun"),
                                token,
                                Map.of("snapshotId", snapshot, "configuration", configuration)),
                        200)
                .json()
                .path("runId")
                .asText();
        awaitStart();
        log("before", 1);
    }

    private void awaitStart() {
        try {
            await().atMost(START_PATIENCE).until(() -> scripts.holds("started"));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "The script did not start: "
                            + calls.until(() -> client.get(ofRun(""), token), 200)
                                    .text(),
                    e);
        }
    }

    /** The same metric, with the same id, until it is acknowledged. */
    private void log(String name, double value) {
        Map<String, Object> metric = Map.of(
                "runId",
                run,
                "metricId",
                UUID.randomUUID().toString(),
                "dataContainerId",
                "dcid." + run,
                "metricType",
                "azureml.v1.scalar",
                "createdUtc",
                Instant.now().toString(),
                "name",
                name,
                "numCells",
                1,
                "cells",
                List.of(Map.of(name, value)),
                "schema",
                Map.of(
                        "numProperties",
                        1,
                        "properties",
                        List.of(Map.of(
                                "propertyId", name,
                                "name", name,
                                "type", "float"))));
        calls.until(() -> client.json("POST", ofRun("/metrics"), token, metric), 200);
    }

    @Override
    public void toTheEnd() throws Exception {
        scripts.put("go");
        log("after", 2);
        JsonNode ended = calls.follow(client, ofRun(""), token, "status", "Completed", "Failed", "Canceled");

        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("Completed");
        String artifacts = training("artifact/v2.0", "/artifacts/ExperimentRun/dcid." + run + "/content");
        assertThat(calls.until(() -> client.get(artifacts + "?path=outputs/end.txt", token), 200)
                        .text())
                .isEqualTo(scripts.folder());
        assertThat(calls.until(() -> client.get(artifacts + "?path=logs/azureml/70_driver_log.txt", token), 200)
                        .text())
                .contains("exit code 0");
        assertThat(metrics()).containsExactlyInAnyOrder("before=1.0", "after=2.0");
    }

    private List<String> metrics() {
        JsonNode found = calls.until(
                        () -> client.json(
                                "POST",
                                training("history/v1.0", "/experiments/" + EXPERIMENT + "/metrics:query"),
                                token,
                                Map.of("filter", "RunId eq '" + run + "'")),
                        200)
                .json()
                .path("value");
        return found.findValues("cells").stream()
                .map(cells -> cells.path(0).properties().iterator().next())
                .map(cell -> cell.getKey() + "=" + cell.getValue().asDouble())
                .toList();
    }

    private String ofRun(String rest) {
        return training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run + rest);
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
