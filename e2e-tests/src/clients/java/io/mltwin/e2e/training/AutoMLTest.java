package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Automated ML jobs on a node that has scikit-learn: the runs really train on a table. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class AutoMLTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> ENDS = Set.of("Completed", "Failed", "Canceled");
    private static final String STORE = "azureml://datastores/workspaceblobstore/paths/";

    /** Flowers of two kinds, told apart by their size, with gaps and a category. */
    private static final String TABLE = """
            python3 - "${{outputs.table}}" <<'END'
            import pathlib, sys
            folder = pathlib.Path(sys.argv[1])
            rows = ["kind,length,width,place"]
            for n in range(60):
                kind = "small" if n % 2 else "large"
                length = "" if n == 7 else str((1 if n % 2 else 3) + n % 7 / 10)
                rows.append(f"{kind},{length},{n % 5 / 10},{'wood' if n % 3 else 'field'}")
            (folder / "rows.csv").write_text("\\n".join(rows) + "\\n")
            (folder / "MLTable").write_text("paths:\\n  - file: ./rows.csv\\ntransformations:\\n  - read_delimited:\\n      delimiter: ','\\n")
            END
            """;

    private WorkspaceJobs jobs;
    private String table;

    @BeforeAll
    void aWorkspaceWithAClusterAndATable() throws Exception {
        jobs = WorkspaceJobs.of(PLATFORM);
        table = STORE + "automl/" + UUID.randomUUID() + "/";
        Map<String, Object> output = Map.of("jobOutputType", "uri_folder", "uri", table);
        assertThat(ended(command(TABLE, Map.of("outputs", Map.of("table", output)))))
                .isEqualTo("Completed");
    }

    @Test
    void aModelIsFoundAndItsDataStaysInTheWorkspace() throws Exception {
        // When
        String job = submit(Map.of(
                "jobType",
                "AutoML",
                "computeId",
                jobs.workspace() + "/computes/cpu-cluster",
                "taskDetails",
                Map.of(
                        "taskType",
                        "Classification",
                        "targetColumnName",
                        "kind",
                        "primaryMetric",
                        "Accuracy",
                        "trainingData",
                        Map.of("jobInputType", "mltable", "uri", table),
                        "nCrossValidations",
                        Map.of("mode", "Custom", "value", 3),
                        "limitSettings",
                        Map.of("maxTrials", 2, "maxCoresPerTrial", 1),
                        "trainingSettings",
                        Map.of("allowedTrainingAlgorithms", List.of("DecisionTree", "LogisticRegression")))));

        // Then
        assertThat(ended(job)).as(failure(job)).isEqualTo("Completed");
        JsonNode properties = get(job);
        String best = properties.at("/tags/automl_best_child_run_id").asText();
        assertThat(best).startsWith(job + "_");
        assertThat(properties.at("/tags/run_algorithm_000").asText()).isEqualTo("LogisticRegression;DecisionTree");
        for (String score : properties.at("/tags/score_000").asText().split(";")) {
            assertThat(Double.parseDouble(score)).isGreaterThan(0.9);
        }
        assertThat(properties.at("/properties/ProblemInfoJsonString").asText())
                .contains("\"dataset_samples\": 60", "\"dataset_classes\": 2");
        assertThat(jobs.artifact(best, "outputs/mlflow-model/MLmodel"))
                .contains("python_function", "mlflow.sklearn", "sklearn_version");

        // And the intermediate data lies in the default datastore
        String listing = command(
                "mkdir -p outputs && ls ${{inputs.data}} > outputs/seen.txt",
                Map.of(
                        "inputs",
                        Map.of(
                                "data",
                                Map.of(
                                        "jobInputType",
                                        "uri_folder",
                                        "uri",
                                        STORE + "ExperimentRun/dcid." + job + "_featurize/outputs/featurized_data/"))));
        assertThat(ended(listing)).isEqualTo("Completed");
        assertThat(jobs.artifact(listing, "outputs/seen.txt").lines())
                .containsExactly("featurizer.pkl", "training_data.pkl");
    }

    @Test
    void aTableWithoutTheTargetFailsTheJobBeforeATrial() throws Exception {
        // When
        String job = submit(Map.of(
                "jobType",
                "AutoML",
                "computeId",
                jobs.workspace() + "/computes/cpu-cluster",
                "taskDetails",
                Map.of(
                        "taskType",
                        "Regression",
                        "targetColumnName",
                        "price",
                        "trainingData",
                        Map.of("jobInputType", "mltable", "uri", table))));

        // Then
        assertThat(ended(job)).isEqualTo("Failed");
        assertThat(failure(job)).contains("The table has no column 'price'");
    }

    private String command(String command, Map<String, Object> more) throws IOException {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("jobType", "Command");
        properties.put("command", command);
        properties.put("computeId", jobs.workspace() + "/computes/cpu-cluster");
        properties.put("environmentId", jobs.workspace() + "/environments/AzureML-Python-3-Stdlib/versions/1");
        return submit(properties);
    }

    private String submit(Map<String, Object> properties) throws IOException {
        String name = "automl-" + UUID.randomUUID();
        jobs.send("PUT", "/jobs/" + name, Map.of("properties", properties)).expect(201);
        return name;
    }

    private String ended(String job) throws IOException {
        await().atMost(PATIENCE)
                .until(() -> ENDS.contains(get(job).path("status").asText()));
        return get(job).path("status").asText();
    }

    private JsonNode get(String job) throws IOException {
        return jobs.send("GET", "/jobs/" + job, null).expect(200).json().path("properties");
    }

    /** The error of a run, as run history has it. */
    private String failure(String run) throws IOException {
        return jobs.client()
                .json(
                        "GET",
                        jobs.azure().training("eastus", "history/v1.0", jobs.workspace(), "/runs/" + run),
                        jobs.token(),
                        null)
                .expect(200)
                .json()
                .path("error")
                .toString();
    }
}
