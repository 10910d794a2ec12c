package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.mlflow.tracking.MlflowClient;

/**
 * MLflow's own Java client in a job, whose code folder holds it: what it logs is in run history,
 * and what it registers is a model of the workspace.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class MlflowJobTest {

    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String SCRIPT = "TrainWithMlflow.java";

    private final String model = "logged-" + UUID.randomUUID();
    private FlowState flows;
    private FlowClient client;
    private Azure azure;
    private String contributor;
    private String reader;
    private String job;

    @BeforeAll
    void aJobThatLogsAndRegisters() throws Exception {
        flows = PLATFORM.flows();
        client = PLATFORM.flowClient();
        azure = PLATFORM.azure();
        contributor = azure.armToken("contributor");
        reader = azure.armToken("reader");
        String snapshot = UUID.randomUUID().toString();
        client.upload(
                        training("content/v1.0", "/snapshots/" + snapshot),
                        contributor,
                        Map.of(
                                SCRIPT,
                                script(),
                                "mlflow.jar",
                                jar(MlflowClient.class),
                                "slf4j.jar",
                                jar(Class.forName("org.slf4j.Logger"))))
                .expect(201);
        job = "mlflow-" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "jobType",
                "Command",
                "command",
                "java -Djavax.net.ssl.trustStore=$HOME/.authorities.jks -cp mlflow.jar:slf4j.jar "
                        + SCRIPT
                        + " "
                        + model,
                "codeId",
                flows.workspaceId() + "/codes/" + snapshot + "/versions/1",
                "computeId",
                flows.workspaceId() + "/computes/cpu-cluster",
                "environmentId",
                flows.workspaceId() + "/environments/AzureML-Tribuo-4.3/versions/1");
        client.json("PUT", arm(), contributor, Map.of("properties", properties)).expect(201);
        await().atMost(PATIENCE).until(() -> status().equals("Completed") || status().equals("Failed"));
        assertThat(status()).as(this::log).isEqualTo("Completed");
    }

    private static byte[] script() throws IOException {
        try (InputStream in = MlflowJobTest.class.getResourceAsStream("/training/TrainWithMlflow.java")) {
            return in.readAllBytes();
        }
    }

    private static byte[] jar(Class<?> type) throws Exception {
        return Files.readAllBytes(
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }

    private String training(String service, String path) {
        return azure.training("eastus", service, flows.workspaceId(), path);
    }

    private String arm() {
        return azure.arm(flows.workspaceId() + "/jobs/" + job);
    }

    private String status() throws IOException {
        return client.get(arm(), contributor)
                .expect(200)
                .json()
                .at("/properties/status")
                .asText();
    }

    private String log() {
        try {
            return artifact("user_logs/std_log.txt");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String artifact(String path) throws IOException {
        return client.get(
                        training("artifact/v2.0", "/artifacts/ExperimentRun/dcid." + job + "/content?path=" + path),
                        contributor)
                .text();
    }

    private FlowClient.Answer mlflow(String method, String rest, String token, Object body) throws IOException {
        return client.json(method, training("mlflow/v1.0", "/api/2.0/mlflow/" + rest), token, body);
    }

    @Test
    void tenThousandPointsParametersAndArtifactsAreOfItsRun() throws Exception {
        JsonNode points = mlflow("GET", "metrics/get-history?run_id=" + job + "&metric_key=loss", reader, null)
                .expect(200)
                .json()
                .path("metrics");

        assertThat(points).hasSize(10_000);
        assertThat(points.get(9_999).path("value").asDouble()).isEqualTo(1.0 / 10_000);
        assertThat(mlflow("GET", "runs/get?run_id=" + job, reader, null)
                        .expect(200)
                        .json()
                        .at("/run/data/params")
                        .findValuesAsText("key"))
                .contains("rate", "depth");
        assertThat(artifact("model/data/weights.txt")).isEqualTo("1 2 3");
        assertThat(log()).endsWith("registered READY\n");
    }

    @Test
    void theModelIsOneOfTheWorkspace() throws Exception {
        // When
        JsonNode version = client.get(azure.models("eastus", flows.workspaceId(), "/models/" + model + ":1"), reader)
                .expect(200)
                .json();

        // Then
        assertThat(version.path("url").asText()).isEqualTo("aml://artifact/ExperimentRun/dcid." + job + "/model");
        assertThat(version.path("runId").asText()).isEqualTo(job);
        Map<String, Object> moved = Map.of("name", model, "version", "1", "stage", "Production");
        mlflow("POST", "model-versions/transition-stage", reader, moved).expect(403);
        mlflow("POST", "model-versions/transition-stage", contributor, moved).expect(200);
        assertThat(mlflow("GET", "registered-models/get?name=" + model, reader, null)
                        .expect(200)
                        .json()
                        .at("/registered_model/latest_versions/0/current_stage")
                        .asText())
                .isEqualTo("Production");
        mlflow("DELETE", "registered-models/delete", reader, Map.of("name", model))
                .expect(403);
    }
}
