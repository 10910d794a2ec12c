package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automated ML jobs: what they run, what they show, and what is refused. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AutoMLResourceTest {

    /**
     * What azure-ai-ml sends for automl.classification(...) with limits, training and
     * featurization.
     */
    private static final String OF_SDK = """
            {"properties": {"properties": {}, "tags": {"team": "flora"}, "computeId": "WS/computes/cpu",
             "experimentName": "iris", "isArchived": false, "jobType": "AutoML", "outputs": {}, "taskDetails":
              {"featurizationSettings": {"mode": "auto", "transformerParams": {}},
               "limitSettings": {"enableEarlyTermination": true, "maxConcurrentTrials": 2, "maxTrials": 3,
                "sweepConcurrentTrials": 0, "sweepTrials": 0, "timeout": "PT1H", "trialTimeout": "PT20M"},
               "nCrossValidations": {"mode": "Custom", "value": 3}, "logVerbosity": "Info",
               "targetColumnName": "species", "taskType": "Classification",
               "trainingData": {"uri": "WS/data/iris/versions/1", "jobInputType": "mltable"},
               "primaryMetric": "Accuracy", "trainingSettings": {"enableOnnxCompatibleModels": false,
                "blockedTrainingAlgorithms": ["LogisticRegression"]}}}}
            """;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;
    private TestBlobs blobs;
    private TestAutoMLJob job;

    @BeforeEach
    void aClusterOfTwoAndATable() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
        blobs = new TestBlobs(platform.calls(), "snapshots");
        job = new TestAutoMLJob(cluster);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    @Test
    void theJobOfAzuresSdkRunsItsTrialsAndNamesTheBest() {
        job.submit(OF_SDK);
        job.awaitChildren(1);
        NodeRun setup = cluster.take(0);
        assertThat(setup.runId()).isEqualTo("a1_setup");
        assertThat(setup.command())
                .isEqualTo(
                        "python3 automl.py '{\"task\":\"classification\",\"target\":\"species\",\"primary_metric\":\"accuracy\","
                                + "\"folds\":3,\"featurizes\":true,\"cores\":-1,\"verbosity\":\"INFO\"}' setup");
        cluster.report(
                setup, "{'status':'Completed','properties':{'ProblemInfoJsonString':'{\\'dataset_classes\\':3}'}}");
        job.awaitChildren(2);
        NodeRun featurize = cluster.take(0);
        assertThat(featurize.runId()).isEqualTo("a1_featurize");
        assertThat(featurize.command()).endsWith(" featurize");
        cluster.report(featurize, "{'status':'Completed'}");

        job.awaitChildren(4);
        NodeRun first = cluster.take(0);
        NodeRun second = cluster.take(1);
        assertThat(first.runId()).isEqualTo("a1_0");
        assertThat(first.command()).contains(" train '{\"objects\":[", "RandomForestClassifier");
        job.complete(first, "accuracy", 0.7);
        job.awaitChildren(5);
        job.complete(second, "accuracy", 0.9);
        NodeRun third = cluster.take(0);
        assertThat(third.runId()).isEqualTo("a1_2");
        job.complete(third, "accuracy", 0.8);

        job.awaitStatus("Completed");
        cluster.arm("GET", "/jobs/a1", null)
                .statusCode(200)
                .body("properties.jobType", equalTo("AutoML"))
                .body("properties.taskDetails.primaryMetric", equalTo("Accuracy"))
                .body("properties.inputs", nullValue())
                .body("properties.tags.team", equalTo("flora"))
                .body("properties.tags.automl_best_child_run_id", equalTo("a1_1"))
                .body("properties.tags.score_000", equalTo("0.7;0.9;0.8"))
                .body("properties.tags.iteration_000", equalTo("0;1;2"))
                .body("properties.tags.fit_time_000", equalTo("0.5;0.5;0.5"))
                .body("properties.tags.run_algorithm_000", equalTo("RandomForest;GradientBoosting;ExtremeRandomTrees"))
                .body("properties.properties.runTemplate", equalTo("AutoML"))
                .body("properties.properties.'azureml.runsource'", equalTo("automl"))
                .body("properties.properties.num_iterations", equalTo("3"))
                .body("properties.properties.SetupRunId", equalTo("a1_setup"))
                .body("properties.properties.ProblemInfoJsonString", containsString("dataset_classes"))
                .body("properties.outputs.best_model.jobOutputType", equalTo("mlflow_model"))
                .body("properties.outputs.best_model.uri", endsWith("/ExperimentRun/dcid.a1_1/outputs/mlflow-model"));
        cluster.arm("GET", "/jobs/a1_1", null)
                .body("properties.jobType", equalTo("Command"))
                .body("properties.limits.timeout", equalTo("PT20M"))
                .body("properties.properties.runTemplate", equalTo("automl_child"))
                .body("properties.properties.run_algorithm", equalTo("GradientBoosting"))
                .body("properties.properties.iteration", equalTo("1"));
        cluster.history("GET", "/runs/a1", null).then().body("runType", equalTo("automl"));
        cluster.arm("GET", "/jobs?jobType=AutoML", null)
                .body("value.name", hasItem("a1"))
                .body("value.name", not(hasItem("a1_0")));
        cluster.arm("PUT", "/jobs/a1", OF_SDK.replace("flora", "fauna")).statusCode(200);
        cluster.arm("PUT", "/jobs/a1", OF_SDK.replace("Accuracy", "AUCWeighted"))
                .statusCode(400)
                .body("error.target", equalTo("properties.taskDetails"));
    }

    @Test
    void intermediateDataLiesInTheWorkspacesOwnStorage() {
        job.submit(TestAutoMLJob.body(""));
        job.prepareData();
        job.awaitChildren(3);

        String place = "/datastores/workspaceblobstore/paths/ExperimentRun/dcid.a1_featurize/outputs/featurized_data/";
        cluster.arm("GET", "/jobs/a1_featurize", null)
                .body("properties.inputs.training_data.uri", equalTo("azureml:iris:1"))
                .body(
                        "properties.outputs.featurized_data.uri",
                        allOf(startsWith("azureml://subscriptions/"), endsWith(place)));
        cluster.arm("GET", "/jobs/a1_0", null).body("properties.inputs.featurized_data.uri", endsWith(place));
        assertThat(blobs.written())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("snapshots"));
    }

    @Test
    void aModelThatIsToBeExplainedIsFoundAndNotExplained() {
        job.submit(TestAutoMLJob.body(",'trainingSettings':{'enableModelExplainability':true}"));

        cluster.arm("GET", "/jobs/a1", null)
                .body("properties.taskDetails.trainingSettings.enableModelExplainability", equalTo(true));
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "warnings.message",
                        hasItem(startsWith("trainingSettings.enableModelExplainability has no effect")));
    }

    @Test
    void theCodeIsASnapshotOfTheWorkspaceAndStoredOnce() {
        job.submit(TestAutoMLJob.body(""));
        int stored = blobs.written().size();

        cluster.arm("PUT", "/jobs/a2", TestAutoMLJob.body("")).statusCode(201);

        assertThat(blobs.written()).hasSize(stored);
        assertThat(blobs.written().stream()
                        .filter(name -> name.startsWith("snapshots/files/"))
                        .map(blobs::text))
                .anyMatch(text -> text.contains("The runs of an automated ML job"));
    }

    @Test
    void noNameOfAColumnMeansAnythingToAShell() {
        job.submit(TestAutoMLJob.body(""));
        job.awaitChildren(1);

        assertThat(cluster.take(0).command()).contains("\"target\":\"it\\u0027s \\u0024HOME\"");
    }

    @Test
    void jobContentIsCiphertextAtRest() throws SQLException {
        job.submit(TestAutoMLJob.body(""));

        assertThat(new String(cluster.stored("orchestrated_run", "content"), StandardCharsets.ISO_8859_1))
                .doesNotContain("HOME", "iris", "Regression");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ",'primaryMetric':'Accuracy'|400",
                ",'targetColumnName':null|400",
                ",'trainingData':null|400",
                ",'trainingData':{'jobInputType':'mltable','uri':'azureml:none:1'}|400",
                ",'trainingData':{'jobInputType':'uri_file','uri':'azureml:iris:1'}|400",
                ",'limitSettings':{'maxTrials':'many'}|400",
                ",'limitSettings':{'maxTrials':1,'maxConcurrentTrials':2}|400",
                ",'trainingSettings':{'allowedTrainingAlgorithms':['Magic']}|400",
                ",'taskType':'Forecasting'|501",
                "},'computeId':'WS/computes/none','x':{|400",
                "},'computeId':null,'x':{|501",
                "},'environmentId':'WS/environments/None/versions/1','x':{|400",
                "},'queueSettings':{'jobTier':'Spot'},'x':{|501"
            })
    void whatIsRefusedLeavesNoRun(String more, int status) {
        cluster.arm("PUT", "/jobs/a1", TestAutoMLJob.body(more)).statusCode(status);

        cluster.arm("GET", "/jobs/a1", null).statusCode(404);
        assertThat(blobs.written()).isEmpty();
    }
}
