package io.mltwin.e2e.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.fixtures.MachineTarget;
import io.mltwin.e2e.fixtures.PlainPages;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training script that looks for keys, other runs, other processes' environments, the database,
 * other nodes' identity endpoints, and leaves processes behind, on each kind of compute target: it
 * finds nothing, and they are gone.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Order(5)
@ResourceLock(PlainPages.OF_TESTS)
class HostileScriptTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String EXPERIMENT = "hostile";
    private static final String CLUSTER = "hostile";
    private static final Map<String, String> MACHINES =
            Map.of("hostile-vm", "VirtualMachine", "hostile-hdi", "HDInsight");
    private static final String NEIGHBOUR = """
            import java.nio.file.*;
            public class Neighbour {
                public static void main(String[] args) throws Exception {
                    Files.writeString(Path.of("data.txt"), args[1]);
                    Files.writeString(Path.of("/tmp/neighbour-" + args[1]), args[1]);
                    Files.createDirectories(Path.of(args[0]));
                    Files.createFile(Path.of(args[0], "started"));
                    for (int i = 0; i < 36000 && !Files.exists(Path.of(args[0], "done")); i++) Thread.sleep(50);
                }
            }
            """;

    private final String leftovers = Long.toString(700_000_000 + System.nanoTime() % 1_000_000);
    private final String secret = "neighbour" + UUID.randomUUID().toString().replace("-", "");
    private Azure azure;
    private FlowClient client;
    private FlowState flows;

    /** The hostile script's run on each target. */
    private final Map<String, String> runs = new HashMap<>();

    /** An attached machine is a process of this machine, so there is none in containers. */
    static Stream<String> targets() {
        return Stream.concat(
                Stream.of(CLUSTER),
                Target.chosen() == Target.PROCESSES ? MACHINES.keySet().stream().sorted() : Stream.empty());
    }

    @BeforeAll
    void runNextToAnother() throws Exception {
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        flows = PLATFORM.flows();
        Map<String, Object> size = Map.of(
                "minNodeCount", 0,
                "maxNodeCount", 2,
                "nodeIdleTimeBeforeScaleDown", "PT30S");
        String token = azure.armToken("contributor");
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(flows.workspaceId() + "/computes/" + CLUSTER),
                                token,
                                Map.of(
                                        "location",
                                        "eastus",
                                        "properties",
                                        Map.of(
                                                "computeType",
                                                "AmlCompute",
                                                "properties",
                                                Map.of("vmSize", "STANDARD_DS2_V2", "scaleSettings", size))))
                        .expect(200, 201, 202),
                token);
        ScriptPlace scripts = PLATFORM.platform().scriptPlace();
        String neighbour =
                submit(CLUSTER, "Neighbour.java", NEIGHBOUR, Map.of("SECRET", secret), scripts.folder(), secret);
        await().atMost(PATIENCE).until(() -> scripts.holds("started"));
        for (String target : targets().toList()) {
            if (MACHINES.containsKey(target)) {
                MachineTarget machine =
                        MachineTarget.attach(PLATFORM, MACHINES.get(target), flows.workspaceId(), target);
                try {
                    runHostileScript(target);
                } finally {
                    machine.close();
                }
            } else {
                runHostileScript(target);
            }
        }
        scripts.put("done");
        assertThat(endOf(neighbour)).isEqualTo("Completed");
    }

    private void runHostileScript(String target) throws Exception {
        runs.put(
                target,
                submit(
                        target,
                        "Hostile.java",
                        Files.readString(Path.of("src/test/resources/scripts/Hostile.java"), StandardCharsets.UTF_8),
                        Map.of(),
                        leftovers,
                        secret,
                        String.join(",", PLATFORM.platform().folder().root().toString(), "/mltwin")));
        assertThat(endOf(runs.get(target))).as(() -> log(target)).isEqualTo("Completed");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void itFindsNothing(String target) {
        assertThat(text(target, "outputs/found.txt").lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void itsNumberOfProcessesEndsAtItsOwnLimit(String target) {
        assertThat(log(target))
                .contains("looked everywhere")
                .containsPattern("the limit came after [0-9]{2,3} processes");
    }

    @Test
    void itsLeftProcessesAreGone() throws Exception {
        assertThat(PLATFORM.platform().processesWith("sleep " + leftovers)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theFirstLineOfItsLogSaysWhatProtectsOthersFromIt(String target) {
        assertThat(log(target).lines().findFirst())
                .hasValueSatisfying(line ->
                        assertThat(line).containsAnyOf("in a sandbox made by bubblewrap", "as a user of its own"));
    }

    private String log(String target) {
        return text(target, "logs/azureml/70_driver_log.txt");
    }

    private String text(String target, String path) {
        try {
            return client.get(
                            training(
                                    "artifact/v2.0",
                                    "/artifacts/ExperimentRun/dcid." + runs.get(target) + "/content?path=" + path),
                            azure.armToken("contributor"))
                    .expect(200)
                    .text();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String submit(String target, String script, String text, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        String token = azure.armToken("contributor");
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        token,
                        Map.of(script, text.getBytes(StandardCharsets.UTF_8)))
                .expect(200, 201);
        Map<String, Object> configuration = Map.of(
                "script",
                script,
                "arguments",
                List.of(arguments),
                "target",
                target,
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3", "environmentVariables", variables));
        return client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun"),
                        token,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200)
                .json()
                .path("runId")
                .asText();
    }

    private String endOf(String of) throws Exception {
        return azure.until(
                client,
                training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + of),
                azure.armToken("reader"),
                "status",
                "Completed",
                "Failed",
                "Canceled");
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
