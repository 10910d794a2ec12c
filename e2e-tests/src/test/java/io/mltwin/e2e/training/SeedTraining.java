package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs of the seed's training scripts in a workspace, which the contributor submits. */
final class SeedTraining {

    static final Path SEED = Path.of(System.getProperty("mltwin.checkout"), "deploy", "seed");
    static final String DATA = "breast-cancer-wisconsin.csv";
    static final String EXPERIMENT = "targets";

    private final Azure azure;
    private final String token;
    private final String workspace;

    /**
     * @param workspace ARM id
     */
    SeedTraining(TestPlatform platform, String workspace) throws IOException {
        this.azure = platform.azure();
        this.token = azure.armToken("contributor");
        this.workspace = workspace;
    }

    /** Saves a script of the seed with its data as a snapshot; returns the snapshot's id. */
    String upload(FlowClient client, String folder, String script) throws IOException {
        return upload(
                client,
                Map.of(
                        script,
                        Files.readAllBytes(SEED.resolve(folder).resolve(script)),
                        DATA,
                        Files.readAllBytes(SEED.resolve(DATA))));
    }

    /** Saves files as a snapshot; returns its id. */
    String upload(FlowClient client, Map<String, byte[]> files) throws IOException {
        String snapshot = UUID.randomUUID().toString();
        client.upload(training("content/v1.0", "/snapshots/" + snapshot), token, files)
                .expect(200, 201);
        return snapshot;
    }

    /** Submits a run of the script; returns its id. */
    String submit(FlowClient client, String snapshot, String script, String environment, String target)
            throws IOException {
        return client.json(
                        "POST",
                        training("execution/v1.0", "/experiments/" + EXPERIMENT + "/snapshotrun"),
                        token,
                        definition(snapshot, script, environment, target))
                .expect(200)
                .json()
                .path("runId")
                .asText();
    }

    /** The definition of a run of the script, with the data as its argument. */
    static Map<String, Object> definition(String snapshot, String script, String environment, String target) {
        Map<String, Object> configuration = Map.of(
                "script",
                script,
                "arguments",
                List.of("--data", DATA),
                "target",
                target,
                "environment",
                Map.of("name", environment));
        return Map.of("snapshotId", snapshot, "configuration", configuration);
    }

    /** Waits for the end of a run; returns the status in which it ended. */
    String end(FlowClient client, String run) throws Exception {
        return azure.until(
                client,
                training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run),
                token,
                "status",
                "Completed",
                "Failed",
                "Canceled");
    }

    /** Returns what the run has logged. */
    String log(FlowClient client, String run) {
        String path = "/artifacts/ExperimentRun/dcid." + run + "/content?path=logs/azureml/70_driver_log.txt";
        try {
            return client.get(training("artifact/v2.0", path), token)
                    .expect(200)
                    .text();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the one metric of the run. */
    double accuracy(FlowClient client, String run) throws IOException {
        JsonNode metrics = client.get(training("mlflow/v1.0", "/api/2.0/mlflow/runs/get?run_id=" + run), token)
                .expect(200)
                .json()
                .at("/run/data/metrics");
        assertThat(metrics)
                .singleElement()
                .matches(one -> one.path("key").asText().equals("accuracy"));
        return metrics.path(0).path("value").asDouble();
    }

    /** Returns the address of a service of Azure ML for the workspace. */
    String training(String service, String rest) {
        return azure.training("eastus", service, workspace, rest);
    }
}
