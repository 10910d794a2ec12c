package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The flows that train a model: what a run leaves behind, and who reads it. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainFlowTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();

    private FlowState flows;
    private Azure azure;
    private FlowClient client;
    private JsonNode workspace;

    @BeforeAll
    void playAllFive() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        workspace =
                client.get(azure.arm(flows.workspaceId()), azure.armToken("reader"))
                        .expect(200)
                        .json();
    }

    @Test
    void theScriptsOwnAccuracyIsReadBack() {
        assertThat(flows.accuracy()).isBetween(0.93, 1.0);
    }

    @Test
    void aReaderReadsTheMetricsAndNobodyElse() throws Exception {
        String query =
                azure.training(
                        "eastus",
                        "history/v1.0",
                        flows.workspaceId(),
                        "/experiments/breast-cancer/metrics:query");
        Map<String, Object> ofRun = Map.of("filter", "RunId eq '" + flows.runId() + "'");

        JsonNode metrics =
                client.json("POST", query, azure.armToken("reader"), ofRun).expect(200).json();

        assertThat(metrics.path("value"))
                .anySatisfy(
                        metric ->
                                assertThat(metric.path("cells").path(0).path("accuracy").asDouble())
                                        .isEqualTo(flows.accuracy()));
        client.json("POST", query, azure.armToken("nobody"), ofRun).expect(403);
    }

    @Test
    void theSnapshotIsWhatWasSaved() throws Exception {
        String token = azure.armToken("reader");
        FlowClient.Answer script =
                client.get(
                                azure.training(
                                        "eastus",
                                        "content/v1.0",
                                        flows.workspaceId(),
                                        "/snapshots/"
                                                + flows.snapshotId()
                                                + "/files?path=Train.java"),
                                token)
                        .expect(200);

        assertThat(script.text()).contains("class Train");
        client.get(
                        azure.training(
                                "eastus",
                                "content/v1.0",
                                flows.workspaceId(),
                                "/snapshots/" + UUID.randomUUID() + "/metadata"),
                        token)
                .expect(404);
    }

    @Test
    void theRunWentThroughItsStatesAsTheRunItself() throws Exception {
        JsonNode run =
                client.get(
                                azure.training(
                                        "eastus",
                                        "history/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/breast-cancer/runs/" + flows.runId()),
                                azure.armToken("reader"))
                        .expect(200)
                        .json();

        assertThat(run.path("status").asText()).isEqualTo("Completed");
        assertThat(run.path("startTimeUtc").asText()).isNotEmpty();
        assertThat(run.path("endTimeUtc").asText()).isNotEmpty();
        assertThat(run.has("token") && !run.path("token").isNull())
                .as("a run's token in an answer to a reader")
                .isFalse();
    }

    @Test
    void theTargetCalledBackAsTheRunItself() throws Exception {
        List<JsonNode> calls = PLATFORM.callsOfRun();

        assertThat(calls)
                .anySatisfy(
                        call -> {
                            assertThat(call.path("method").asText()).isEqualTo("PATCH");
                            assertThat(call.path("tokenKind").asText()).isEqualTo("RUN");
                            assertThat(call.path("caller").asText())
                                    .isEqualTo("run " + flows.runId());
                            assertThat(call.path("status").asInt()).isEqualTo(200);
                        });
    }

    /** TRN-15, TRN-16 */
    @Test
    void theManagementCodeOfTheRunIsOnTheFileShareAndTheContainerBeganWithIt() throws Exception {
        String share =
                "azureml-filestore-" + workspace.path("properties").path("workspaceId").asText();
        String folder = "azureml/" + flows.runId() + "/azureml-setup";
        String signature =
                AzureClients.storage(PLATFORM, flows)
                        .generateAccountSas(
                                new AccountSasSignatureValues(
                                        OffsetDateTime.now().plusMinutes(5),
                                        new AccountSasPermission()
                                                .setReadPermission(true)
                                                .setListPermission(true),
                                        AccountSasService.parse("f"),
                                        AccountSasResourceType.parse("co")));
        String files =
                PLATFORM.host(flows.storageAccount() + ".file.core", PlatformService.WORKSPACE)
                        + "/"
                        + share
                        + "/"
                        + folder;

        FlowClient.Answer listed =
                client.get(files + "?restype=directory&comp=list&" + signature, null).expect(200);
        FlowClient.Answer program = client.get(files + "/run.sh?" + signature, null).expect(200);
        FlowClient.Answer log =
                client.get(
                                azure.training(
                                        "eastus",
                                        "artifact/v2.0",
                                        flows.workspaceId(),
                                        "/artifacts/ExperimentRun/dcid."
                                                + flows.runId()
                                                + "/content?path=logs/azureml/70_driver_log.txt"),
                                azure.armToken("reader"))
                        .expect(200);

        assertThat(listed.text()).contains("<Name>run.sh</Name>");
        assertThat(program.text())
                .startsWith("#!/bin/sh")
                .contains("Management code of the run " + flows.runId());
        assertThat(log.text())
                .contains(
                        "Starting the container with the initial command /bin/sh "
                                + share
                                + "/"
                                + folder
                                + "/run.sh");
    }
}
