package io.mltwin.e2e.training;

import static io.mltwin.e2e.training.SeedTraining.DATA;
import static io.mltwin.e2e.training.SeedTraining.EXPERIMENT;
import static io.mltwin.e2e.training.SeedTraining.SEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.DatabricksTarget;
import io.mltwin.e2e.fixtures.LocalRun;
import io.mltwin.e2e.fixtures.MachineTarget;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.trace.Traces;
import io.mltwin.traces.Hop;
import io.mltwin.traces.Hops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The training scripts of the seed on each kind of compute target, on serverless compute and on the
 * machine of their submitter: the document's steps are done in its order, as the run's log and its
 * trace tell, and the model is as good everywhere. The Python script trains with scikit-learn where
 * this machine has it.
 */
@OnlyOn(value = Target.PROCESSES, because = "an attached machine is a process of this machine")
@TestInstance(Lifecycle.PER_CLASS)
@Order(4)
class TrainingTargetsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String DATABRICKS_ENTRY = """
            import os, runpy, sys
            rest = []
            given = iter(sys.argv[1:])
            for argument in given:
                if argument.startswith("--AZUREML_"):
                    os.environ[argument[2:]] = next(given)
                else:
                    rest.append(argument)
            sys.argv = ["train.py", *rest]
            runpy.run_path("train.py", run_name="__main__")
            """;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Map<String, Double> accuracies = new HashMap<>();
    private FlowState flows;
    private Azure azure;
    private String token;
    private SeedTraining seed;
    private MachineTarget machine;
    private MachineTarget hadoop;

    @BeforeAll
    void attachMachines() throws Exception {
        flows = PLATFORM.flows();
        azure = PLATFORM.azure();
        token = azure.armToken("contributor");
        seed = new SeedTraining(PLATFORM, flows.workspaceId());
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
            String script, String folder, String environment, String target, String actor, String download)
            throws Exception {
        // Given
        FlowClient client = PLATFORM.flowClient();
        String snapshot = seed.upload(client, folder, script);

        // When
        String run = seed.submit(client, snapshot, script, environment, target);

        // Then
        assertReached(
                client,
                run,
                script,
                "Step 2/4: download the code as " + actor,
                script + " sha256",
                "Step 3/4: set environment variables",
                "Step 4/4: run the script " + script);
        List<String> steps = new ArrayList<>(List.of(
                "POST /execution/",
                "/_internal/run-tokens",
                "run " + run,
                download,
                "POST /history/",
                "PATCH /history/"));
        if (!target.equals("cpu-cluster")) {
            steps.add(2, "SSH azureuser@127.0.0.1");
        }
        assertInOrder(client, steps);
        assertManaged(client, run, target.equals("cpu-cluster"));
    }

    /**
     * TRN-15, TRN-16: on managed compute the management code goes to the workspace's file share,
     * and the container's initial command is what lies there.
     */
    private void assertManaged(FlowClient client, String run, boolean isManaged) throws IOException {
        String file = "azureml/" + run + "/azureml-setup/run.sh";
        if (isManaged) {
            assertInOrder(client, List.of("run " + run, "PUT /azureml-filestore-", "POST /history/"));
            assertThat(seed.log(client, run))
                    .containsSubsequence(
                            "Wrote the management code to the file share azureml-filestore-",
                            "initial command /bin/sh azureml-filestore-",
                            "/" + file);
        } else {
            assertThat(seed.log(client, run)).doesNotContain("azureml-filestore-");
        }
    }

    /** Serverless compute takes command jobs alone: the script is run by a shell. */
    @ParameterizedTest(name = "{0} on serverless compute")
    @CsvSource({
        "Train.java, train-java, AzureML-Tribuo-4.3, java Train.java",
        "train.py, train-python, AzureML-Python-3-Stdlib, python -u train.py"
    })
    void theyAreOnServerlessCompute(String script, String folder, String environment, String command) throws Exception {
        // Given
        FlowClient client = PLATFORM.flowClient();
        String snapshot = seed.upload(client, folder, script);
        String run = "serverless-" + UUID.randomUUID();
        Map<String, Object> properties = Map.of(
                "jobType",
                "Command",
                "experimentName",
                EXPERIMENT,
                "command",
                command + " --data " + DATA,
                "codeId",
                flows.workspaceId() + "/codes/" + snapshot + "/versions/1",
                "computeId",
                "serverless",
                "environmentId",
                flows.workspaceId() + "/environments/" + environment + "/versions/1");

        // When
        client.json("PUT", azure.arm(flows.workspaceId() + "/jobs/" + run), token, Map.of("properties", properties))
                .expect(201);

        // Then
        assertReached(
                client,
                run,
                script,
                "Step 2/4: download the code as the managed identity",
                script + " sha256",
                "Step 3/4: set environment variables",
                "Step 4/4: run the command");
        assertInOrder(
                client,
                List.of(
                        "PUT /…/flows/jobs/serverless-",
                        "/_internal/run-tokens",
                        "run serverless-",
                        "GET /snapshots/files/",
                        "POST /history/",
                        "PATCH /history/"));
    }

    /** The zip really runs here. A local run has no environment of Java. */
    @Test
    void theyAreOnTheMachineOfTheSubmitter() throws Exception {
        // Given
        FlowClient client = PLATFORM.flowClient();
        String script = "train.py";
        String snapshot = seed.upload(client, "train-python", script);
        LocalRun local = LocalRun.unpack(client.json(
                        "POST",
                        seed.training("execution/v1.0", "/experiments/" + EXPERIMENT + "/startlocalrun"),
                        token,
                        SeedTraining.definition(snapshot, script, "AzureML-Python-3-Stdlib", "local"))
                .expect(200)
                .bytes());
        String run = local.run().path("runId").asText();

        // When
        int exit = local.execute(PATIENCE);

        // Then
        assertThat(exit).as(() -> seed.log(client, run)).isZero();
        assertReached(
                client,
                run,
                script,
                "Step 2/4: the code is in " + local.folder(),
                "Step 3/4: set environment variables",
                "Step 4/4: run the script " + script);
        assertInOrder(client, List.of("POST /execution/", "/_internal/run-tokens", "POST /history/"));
    }

    /** There Azure ML's values are run parameters, which a script of the seed has as variables. */
    @Test
    void theyAreOnADatabricksWorkspace() throws Exception {
        // Given
        FlowClient client = PLATFORM.flowClient();
        DatabricksTarget databricks = DatabricksTarget.attach(PLATFORM, flows.workspaceId(), "train-dbx");
        String script = "train.py";
        String snapshot = seed.upload(
                client,
                Map.of(
                        "entry.py",
                        DATABRICKS_ENTRY.getBytes(StandardCharsets.UTF_8),
                        script,
                        Files.readAllBytes(SEED.resolve("train-python").resolve(script)),
                        DATA,
                        Files.readAllBytes(SEED.resolve(DATA))));
        try {
            // When
            String run = seed.submit(client, snapshot, "entry.py", "AzureML-Python-3-Stdlib", "train-dbx");

            // Then
            assertReached(
                    client,
                    run,
                    script,
                    "Step 2/4: download the code as the managed identity",
                    script + " sha256",
                    "Step 3/4: set environment variables",
                    "Step 4/4: run the script entry.py");
            assertManaged(client, run, false);
        } finally {
            databricks.close();
        }
    }

    /** The run has ended well, after all its steps, with the metric that each target gets. */
    private void assertReached(FlowClient client, String run, String script, String... steps) throws Exception {
        assertThat(seed.end(client, run)).as(() -> seed.log(client, run)).isEqualTo("Completed");
        List<String> lines = new ArrayList<>(List.of("Step 1/4: prepare the environment"));
        lines.addAll(List.of(steps));
        lines.addAll(List.of(
                "held-out accuracy",
                "logged metric accuracy",
                "The script has ended with exit code 0",
                "Uploaded outputs/"));
        assertThat(seed.log(client, run)).containsSubsequence(lines);
        double accuracy = seed.accuracy(client, run);
        assertThat(accuracy).isGreaterThan(0.93);
        assertThat(accuracy).isEqualTo(accuracies.computeIfAbsent(script, first -> accuracy));
    }

    private static void assertInOrder(FlowClient client, List<String> steps) throws IOException {
        List<Hop> hops =
                Hops.of(new Traces(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens())
                        .settled(client.trace().traceId()));
        List<String> told =
                hops.stream().filter(hop -> !hop.refused()).map(Hop::what).toList();
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
}
