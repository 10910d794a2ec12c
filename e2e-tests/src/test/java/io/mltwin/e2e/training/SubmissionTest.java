package io.mltwin.e2e.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a client makes before a run, which runs are taken and refused, and where they run. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class SubmissionTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private FlowState flows;
    private Azure azure;
    private FlowClient client;

    @BeforeAll
    void playTheFlows() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
    }

    @Test
    void anExperimentAndItsSnapshotAreMade() throws Exception {
        // Given
        String token = azure.armToken("contributor");
        String experiments = azure.training("eastus", "history/v1.0", flows.workspaceId(), "/experiments/made-here");
        String snapshot =
                azure.training("eastus", "content/v1.0", flows.workspaceId(), "/snapshots/" + UUID.randomUUID());
        client.get(experiments, token).expect(404);
        // When
        JsonNode made =
                client.json("POST", experiments, token, null).expect(200).json();
        client.upload(snapshot, token, Map.of("train.py", "print(1)".getBytes(UTF_8)))
                .expect(200, 201);
        // Then
        assertThat(made.path("name").asText()).isEqualTo("made-here");
        assertThat(client.get(experiments, token).expect(200).json().path("experimentId"))
                .isEqualTo(made.path("experimentId"));
        assertThat(client.get(snapshot + "/files?path=train.py", token)
                        .expect(200)
                        .text())
                .isEqualTo("print(1)");
    }

    @Test
    void aRunHasTheIdThatItsClientChoseOrOneOfItsOwn() throws Exception {
        String chosen = "my-" + UUID.randomUUID();

        assertThat(startAndCancel("?runId=" + chosen)).isEqualTo(chosen);
        assertThat(startAndCancel("")).startsWith("refused_");
    }

    /** The id of a run that was accepted. */
    private String startAndCancel(String query) throws Exception {
        String id = submit(query, flows.snapshotId(), "cpu-cluster")
                .expect(200)
                .json()
                .path("runId")
                .asText();
        client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/refused/runId/" + id + "/cancel"),
                        azure.armToken("contributor"),
                        null)
                .expect(200);
        assertThat(client.get(training("history/v1.0", "/experiments/refused/runs/" + id), azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("runId")
                        .asText())
                .isEqualTo(id);
        return id;
    }

    @Test
    void unknownThingsAreRefusedBeforeAnythingRuns() throws Exception {
        submit("", UUID.randomUUID().toString(), "cpu-cluster").expect(400, 404);
        submit("", flows.snapshotId(), "no-such-target").expect(400, 404);
        submit("?runId=a%20b", flows.snapshotId(), "cpu-cluster").expect(400);
        submit("?runId=" + flows.runId(), flows.snapshotId(), "cpu-cluster").expect(400, 409);
    }

    private FlowClient.Answer submit(String query, String snapshot, String target) throws Exception {
        Map<String, Object> configuration =
                Map.of("script", "Train.java", "target", target, "environment", Map.of("name", "AzureML-Tribuo-4.3"));
        return client.json(
                "POST",
                training("execution/v1.0", "/experiments/refused/snapshotrun" + query),
                azure.armToken("contributor"),
                Map.of("snapshotId", snapshot, "configuration", configuration));
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }

    /** The nodes of a cluster that has a run. */
    private JsonNode nodes() throws Exception {
        String run = submit("", flows.snapshotId(), "cpu-cluster")
                .expect(200)
                .json()
                .path("runId")
                .asText();
        assertThat(run).isNotEmpty();
        String list = azure.arm(flows.workspaceId() + "/computes/cpu-cluster/listNodes");
        String token = azure.armToken("contributor");
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.json("POST", list, token, null)
                                .expect(200)
                                .json()
                                .path("nodes"),
                        nodes -> !nodes.isEmpty());
    }

    @Test
    void nodesAreNoResourcesOfTheUserAndCountAmongItsUsages() throws Exception {
        // Given
        JsonNode nodes = nodes();
        String locations = PLATFORM.subscription() + "/providers/Microsoft.MachineLearningServices/locations/eastus/";
        String usages = azure.arm(locations + "usages");
        // When
        JsonNode resources = client.get(azure.arm(PLATFORM.subscription() + "/resources"), azure.armToken("owner"))
                .expect(200)
                .json()
                .path("value");
        JsonNode counted =
                client.get(usages, azure.armToken("reader")).expect(200).json();
        // Then
        assertThat(resources)
                .isNotEmpty()
                .noneMatch(one -> one.path("type").asText().equals("Microsoft.Compute/virtualMachineScaleSets"));
        for (JsonNode node : nodes) {
            assertThat(resources.toString()).doesNotContain(node.path("nodeId").asText());
        }
        assertThat(counted.path("value")).anySatisfy(usage -> {
            assertThat(usage.at("/name/value").asText()).isEqualTo("Total Cluster Dedicated Regional vCPUs");
            assertThat(usage.path("currentValue").asInt()).isPositive();
        });
        client.get(azure.arm(locations + "vmSizes"), azure.armToken("reader")).expect(200);
        client.get(usages, azure.armToken("nobody")).expect(403);
    }
}
