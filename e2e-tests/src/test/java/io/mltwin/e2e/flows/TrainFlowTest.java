package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
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

    private PlayedFlows flows;

    @BeforeAll
    void playAllFive() throws Exception {
        flows = PlayedFlows.on(PLATFORM);
    }

    @Test
    void theScriptsOwnAccuracyIsReadBack() {
        assertThat(flows.state().accuracy()).isBetween(0.93, 1.0);
    }

    @Test
    void aReaderReadsTheMetricsAndNobodyElse() throws Exception {
        String query = flows.azure()
                .training("eastus", "history/v1.0", flows.workspaceId(), "/experiments/breast-cancer/metrics:query");
        Map<String, Object> ofRun =
                Map.of("filter", "RunId eq '" + flows.state().runId() + "'");

        JsonNode metrics = flows.client()
                .json("POST", query, flows.azure().armToken("reader"), ofRun)
                .expect(200)
                .json();

        assertThat(metrics.path("value"))
                .anySatisfy(metric -> assertThat(
                                metric.path("cells").path(0).path("accuracy").asDouble())
                        .isEqualTo(flows.state().accuracy()));
        flows.client()
                .json("POST", query, flows.azure().armToken("nobody"), ofRun)
                .expect(403);
    }

    @Test
    void theSnapshotIsWhatWasSaved() throws Exception {
        String token = flows.azure().armToken("reader");
        FlowClient.Answer script = flows.client()
                .get(
                        flows.azure()
                                .training(
                                        "eastus",
                                        "content/v1.0",
                                        flows.workspaceId(),
                                        "/snapshots/" + flows.state().snapshotId() + "/files?path=Train.java"),
                        token)
                .expect(200);

        assertThat(script.text()).contains("class Train");
        flows.client()
                .get(
                        flows.azure()
                                .training(
                                        "eastus",
                                        "content/v1.0",
                                        flows.workspaceId(),
                                        "/snapshots/" + UUID.randomUUID() + "/metadata"),
                        token)
                .expect(404);
    }

    @Test
    void theRunWentThroughItsStatesAsTheRunItself() throws Exception {
        JsonNode run = flows.client()
                .get(
                        flows.azure()
                                .training(
                                        "eastus",
                                        "history/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/breast-cancer/runs/"
                                                + flows.state().runId()),
                        flows.azure().armToken("reader"))
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

        assertThat(calls).anySatisfy(call -> {
            assertThat(call.path("method").asText()).isEqualTo("PATCH");
            assertThat(call.path("tokenKind").asText()).isEqualTo("RUN");
            assertThat(call.path("caller").asText())
                    .isEqualTo("run " + flows.state().runId());
            assertThat(call.path("status").asInt()).isEqualTo(200);
        });
    }

    /** TRN-15, TRN-16 */
    @Test
    void theManagementCodeOfTheRunIsOnTheFileShareAndTheContainerBeganWithIt() throws Exception {
        String share = "azureml-filestore-" + flows.property("workspaceId");
        String folder = "azureml/" + flows.state().runId() + "/azureml-setup";
        String signature = AzureClients.storage(PLATFORM, flows.state())
                .generateAccountSas(new AccountSasSignatureValues(
                        OffsetDateTime.now().plusMinutes(5),
                        new AccountSasPermission().setReadPermission(true).setListPermission(true),
                        AccountSasService.parse("f"),
                        AccountSasResourceType.parse("co")));
        String files = PLATFORM.host(flows.state().storageAccount() + ".file.core", PlatformService.WORKSPACE)
                + "/"
                + share
                + "/"
                + folder;

        FlowClient.Answer listed = flows.client()
                .get(files + "?restype=directory&comp=list&" + signature, null)
                .expect(200);
        FlowClient.Answer program =
                flows.client().get(files + "/run.sh?" + signature, null).expect(200);
        FlowClient.Answer log = flows.client()
                .get(
                        flows.azure()
                                .training(
                                        "eastus",
                                        "artifact/v2.0",
                                        flows.workspaceId(),
                                        "/artifacts/ExperimentRun/dcid."
                                                + flows.state().runId()
                                                + "/content?path=logs/azureml/70_driver_log.txt"),
                        flows.azure().armToken("reader"))
                .expect(200);

        assertThat(listed.text()).contains("<Name>run.sh</Name>");
        assertThat(program.text())
                .startsWith("#!/bin/sh")
                .contains("Management code of the run " + flows.state().runId());
        assertThat(log.text())
                .contains(
                        "Starting the container with the initial command /bin/sh " + share + "/" + folder + "/run.sh");
    }
}
