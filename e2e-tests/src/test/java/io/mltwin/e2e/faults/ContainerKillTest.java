package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.ComposePlatform;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.ScriptPlace;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Containers that are killed come back by themselves with their data; volumes hold ciphertext. */
@OnlyOn(value = Target.COMPOSE, because = "KillTest and PlaintextScanTest are about processes")
@TestInstance(Lifecycle.PER_CLASS)
@Disturbing("it kills parts")
class ContainerKillTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String WAITING_SCRIPT = """
            import java.nio.file.*;
            public class Wait {
                public static void main(String[] args) throws Exception {
                    Files.createDirectories(Path.of(args[0]));
                    Files.createFile(Path.of(args[0], "started"));
                    for (int i = 0; i < 12_000 && !Files.exists(Path.of(args[0], "go")); i++) Thread.sleep(50);
                }
            }
            """;

    private final Parts parts = new Parts(PLATFORM);
    private FlowState flows;
    private FlowClient client;

    @BeforeAll
    void flowsAreThere() throws Exception {
        flows = PLATFORM.flows();
        client = PLATFORM.flowClient();
    }

    @Test
    void everyContainerComesBackWithWhatItKept() throws Exception {
        for (Part part : Part.values()) {
            parts.kill(part);
        }
        for (Part part : Part.values()) {
            parts.awaitBack(part);
        }

        Azure azure = PLATFORM.azure();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RefusalException.class)
                .until(() -> !azure.armToken("reader").isEmpty());
        String token = azure.armToken("contributor");
        client.get(azure.arm(flows.workspaceId()), token).expect(200);
        assertThat(endOf("breast-cancer", flows.runId())).isEqualTo("Completed");
        await().atMost(PATIENCE)
                .untilAsserted(() -> client.json("POST", flows.serviceUri(), "wrong", Map.of())
                        .expect(401));
    }

    @Test
    void aRunWhoseNodeEndsWithItsContainerFailsAndTheNextOneRuns() throws Exception {
        ScriptPlace scripts = PLATFORM.platform().scriptPlace();
        String lost = submit("Wait.java", WAITING_SCRIPT, scripts.folder());
        await().atMost(PATIENCE).until(() -> scripts.holds("started"));

        ((ComposePlatform) PLATFORM.platform()).killComputeNodes();

        assertThat(endOf("killed", lost)).isEqualTo("Failed");
        String next = submit("Short.java", "public class Short { public static void main(String[] a) {} }");
        assertThat(endOf("killed", next)).isEqualTo("Completed");
    }

    @Test
    void aRunOutlivesComputeServicesContainer() throws Exception {
        ScriptPlace scripts = PLATFORM.platform().scriptPlace();
        String run = submit("Wait.java", WAITING_SCRIPT, scripts.folder());
        await().atMost(PATIENCE).until(() -> scripts.holds("started"));

        parts.kill(Part.COMPUTE);
        parts.awaitBack(Part.COMPUTE);
        scripts.put("go");

        assertThat(endOf("killed", run)).isEqualTo("Completed");
    }

    @Test
    void nothingInTheVolumesOrLogsIsPlaintext() throws Exception {
        List<String> planted = List.of(
                "class Train", // the script of the snapshot
                "mean radius,mean texture", // its data
                "class Score", // the entry script
                PLATFORM.platform()
                        .credentials()
                        .servicePrincipals()
                        .get("owner")
                        .secret(),
                PLATFORM.platform().credentials().users().get("olivia").password());

        assertThat(PLATFORM.platform().placesOnDisk(planted)).isEmpty();
        assertThat(PLATFORM.platform().placesOnDisk(List.of("SCRAM-SHA-256$4096")))
                .as("the look finds a verifier, which does lie in the database")
                .anyMatch(place -> place.contains("postgres"));
    }

    private String submit(String script, String text, String... arguments) throws IOException {
        String token = PLATFORM.azure().armToken("contributor");
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
                "cpu-cluster",
                "environment",
                Map.of("name", "AzureML-Tribuo-4.3"));
        return client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/killed/snapshotrun"),
                        token,
                        Map.of("snapshotId", snapshot, "configuration", configuration))
                .expect(200)
                .json()
                .path("runId")
                .asText();
    }

    private String endOf(String experiment, String run) throws Exception {
        Azure azure = PLATFORM.azure();
        return azure.until(
                client,
                training("history/v1.0", "/experiments/" + experiment + "/runs/" + run),
                azure.armToken("reader"),
                "status",
                "Completed",
                "Failed",
                "Canceled");
    }

    private String training(String service, String rest) {
        return PLATFORM.azure().training("eastus", service, flows.workspaceId(), rest);
    }
}
