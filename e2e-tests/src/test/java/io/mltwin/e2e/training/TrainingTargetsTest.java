package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.MachineTarget;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.trace.Hop;
import io.mltwin.local.trace.Hops;
import io.mltwin.local.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The training scripts of the seed on each kind of compute target: the document's steps are done in
 * its order, as the run's log and its trace tell, and the model is as good everywhere. The Python
 * script trains with scikit-learn where this machine has it.
 */
@OnlyOn(value = Target.PROCESSES, because = "an attached machine is a process of this machine")
@TestInstance(Lifecycle.PER_CLASS)
class TrainingTargetsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Path SEED =
            Path.of(System.getProperty("mltwin.checkout"), "deploy", "seed");
    private static final String DATA = "breast-cancer-wisconsin.csv";
    private static final String EXPERIMENT = "targets";

    private final Map<String, Double> accuracies = new HashMap<>();
    private FlowState flows;
    private Azure azure;
    private String token;
    private MachineTarget machine;
    private MachineTarget hadoop;

    @BeforeAll
    void attachMachines() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        token = azure.armToken("contributor");
        machine = MachineTarget.attach(PLATFORM, "VirtualMachine", flows.workspaceId(), "train-vm");
        hadoop = MachineTarget.attach(PLATFORM, "HDInsight", flows.workspaceId(), "train-hdi");
    }

    @AfterAll
    void detachMachines() throws Exception {
        machine.close();
        hadoop.close();
    }

    @ParameterizedTest(name = "{0} on {3}")
    @CsvSource({
        "Train.java, train-java, AzureML-Tribuo-4.3, cpu-cluster, the managed identity, GET /snapshots/files/",
        "train.py, train-python, AzureML-Python-3-Stdlib, cpu-cluster, the managed identity, GET /snapshots/files/",
        "Train.java, train-java, AzureML-Tribuo-4.3, train-vm, the compute target itself, /code",
        "train.py, train-python, AzureML-Python-3-Stdlib, train-vm, the compute target itself, /code",
        "Train.java, train-java, AzureML-Tribuo-4.3, train-hdi, the compute target itself, /code",
        "train.py, train-python, AzureML-Python-3-Stdlib, train-hdi, the compute target itself, /code"
    })
    void theStepsOfTheDocumentAreDoneInItsOrder(
            String script,
            String folder,
            String environment,
            String target,
            String actor,
            String download)
            throws Exception {
        // Given
        FlowClient client = PLATFORM.flowClient();
        String snapshot = upload(client, folder, script);

        // When
        String run = submit(client, snapshot, script, environment, target);

        // Then
        assertThat(end(client, run)).as(() -> log(client, run)).isEqualTo("Completed");
        assertThat(log(client, run))
                .containsSubsequence(
                        "Step 1/4: prepare the environment",
                        "Step 2/4: download the code as " + actor,
                        script + " sha256",
                        "Step 3/4: set environment variables",
                        "Step 4/4: run the script " + script,
                        "held-out accuracy",
                        "logged metric accuracy",
                        "The script has ended with exit code 0",
                        "Uploaded outputs/");
        assertInOrder(client, run, target, download);
        double accuracy = accuracy(client, run);
        assertThat(accuracy).isGreaterThan(0.93);
        assertThat(accuracies.computeIfAbsent(script, first -> accuracy)).isEqualTo(accuracy);
    }

    private void assertInOrder(FlowClient client, String run, String target, String download)
            throws IOException {
        List<String> steps =
                new ArrayList<>(
                        List.of(
                                "POST /execution/",
                                "/_internal/run-tokens",
                                "run " + run,
                                download,
                                "POST /history/",
                                "PATCH /history/"));
        if (!target.equals("cpu-cluster")) {
            steps.add(2, "SSH azureuser@127.0.0.1");
        }
        List<Hop> hops =
                Hops.of(
                        new Traces(
                                        PLATFORM.client(),
                                        PLATFORM.platform().settings(),
                                        PLATFORM.tokens())
                                .settled(client.trace().traceId()));
        List<String> told = hops.stream().filter(hop -> !hop.refused()).map(Hop::what).toList();
        int at = 0;
        for (String step : steps) {
            int found = at;
            while (found < told.size() && !told.get(found).contains(step)) {
                found++;
            }
            assertThat(found).as(step + " is in its place of " + told).isLessThan(told.size());
            at = found + 1;
        }
    }

    private String upload(FlowClient client, String folder, String script) throws IOException {
        String snapshot = UUID.randomUUID().toString();
        Map<String, byte[]> files =
                Map.of(
                        script,
                        Files.readAllBytes(SEED.resolve(folder).resolve(script)),
                        DATA,
                        Files.readAllBytes(SEED.resolve(DATA)));
        client.upload(training("content/v1.0", "/snapshots/" + snapshot), token, files)
                .expect(200, 201);
        return snapshot;
    }

    private String submit(
            FlowClient client, String snapshot, String script, String environment, String target)
            throws IOException {
        Map<String, Object> configuration =
                Map.of(
                        "script",
                        script,
                        "arguments",
                        List.of("--data", DATA),
                        "target",
                        target,
                        "environment",
                        Map.of("name", environment));
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

    private String end(FlowClient client, String run) throws Exception {
        return azure.until(
                client,
                training("history/v1.0", "/experiments/" + EXPERIMENT + "/runs/" + run),
                token,
                "status",
                "Completed",
                "Failed",
                "Canceled");
    }

    private String log(FlowClient client, String run) {
        String path =
                "/artifacts/ExperimentRun/dcid."
                        + run
                        + "/content?path=logs/azureml/70_driver_log.txt";
        try {
            return client.get(training("artifact/v2.0", path), token).expect(200).text();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private double accuracy(FlowClient client, String run) throws IOException {
        JsonNode metrics =
                client.get(training("mlflow/v1.0", "/api/2.0/mlflow/runs/get?run_id=" + run), token)
                        .expect(200)
                        .json()
                        .at("/run/data/metrics");
        assertThat(metrics)
                .singleElement()
                .matches(one -> one.path("key").asText().equals("accuracy"));
        return metrics.path(0).path("value").asDouble();
    }

    private String training(String service, String rest) {
        return azure.training("eastus", service, flows.workspaceId(), rest);
    }
}
