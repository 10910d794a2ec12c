package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import io.mltwin.platform.clock.ClockStore;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Automated ML jobs: what they run, which trial is the best, refusals, failures, their ends. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AutoMLResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String TABLE =
            """
            {'properties':{'dataType':'mltable','dataUri':'azureml://datastores/workspaceblobstore/paths/iris/','referencedUris':['./rows.csv']}}
            """;

    /**
     * What azure-ai-ml sends for automl.classification(...) with limits, training and
     * featurization.
     */
    private static final String OF_SDK =
            """
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

    @FromPlatform TestPlatform platform;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;
    @Inject ClockStore clock;

    private TestCluster cluster;
    private TestBlobs blobs;

    @BeforeEach
    void aClusterOfTwoAndATable() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
        blobs = new TestBlobs(platform.calls(), "snapshots");
        cluster.arm("PUT", "/data/iris/versions/1", TABLE).statusCode(201);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
        clock.move(0);
    }

    /** A job of one trial at a time, whose task has more members. */
    private static String job(String more) {
        return """
                {'properties':{'jobType':'AutoML','experimentName':'iris','computeId':'WS/computes/cpu','taskDetails':{
                 'taskType':'Regression','targetColumnName':'it\\u0027s $HOME','primaryMetric':'NormalizedRootMeanSquaredError',
                 'trainingData':{'jobInputType':'mltable','uri':'azureml:iris:1'},
                 'limitSettings':{'maxTrials':3,'timeout':'PT2H'}MORE}}}
                """
                .replace("MORE", more);
    }

    private void submit(String body) {
        cluster.arm("PUT", "/jobs/a1", body)
                .statusCode(201)
                .body("properties.jobType", equalTo("AutoML"))
                .body("properties.status", equalTo("NotStarted"));
    }

    private void awaitChildren(int count) {
        await().atMost(SOON).until(() -> cluster.children("a1").size() == count);
    }

    private void awaitStatus(String status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("a1")).isEqualTo(status));
    }

    private void prepareData() {
        awaitChildren(1);
        cluster.report(
                cluster.take(0),
                "{'status':'Completed','properties':{'ProblemInfoJsonString':'{}'}}");
        awaitChildren(2);
        cluster.report(cluster.take(0), "{'status':'Completed'}");
    }

    private void complete(NodeRun run, String metric, double score) {
        cluster.log(run, metric, score);
        cluster.report(run, "{'properties':{'fit_time':'0.5'}}");
        cluster.report(run, "{'status':'Completed'}");
    }

    @Test
    void theJobOfAzuresSdkRunsItsTrialsAndNamesTheBest() {
        submit(OF_SDK);
        awaitChildren(1);
        NodeRun setup = cluster.take(0);
        assertThat(setup.runId()).isEqualTo("a1_setup");
        assertThat(setup.command())
                .isEqualTo(
                        "python3 automl.py '{\"task\":\"classification\",\"target\":\"species\",\"primary_metric\":\"accuracy\","
                                + "\"folds\":3,\"featurizes\":true,\"cores\":-1,\"verbosity\":\"INFO\"}' setup");
        cluster.report(
                setup,
                "{'status':'Completed','properties':{'ProblemInfoJsonString':'{\\'dataset_classes\\':3}'}}");
        awaitChildren(2);
        NodeRun featurize = cluster.take(0);
        assertThat(featurize.runId()).isEqualTo("a1_featurize");
        assertThat(featurize.command()).endsWith(" featurize");
        cluster.report(featurize, "{'status':'Completed'}");

        awaitChildren(4);
        NodeRun first = cluster.take(0);
        NodeRun second = cluster.take(1);
        assertThat(first.runId()).isEqualTo("a1_0");
        assertThat(first.command()).contains(" train '{\"objects\":[", "RandomForestClassifier");
        complete(first, "accuracy", 0.7);
        awaitChildren(5);
        complete(second, "accuracy", 0.9);
        NodeRun third = cluster.take(0);
        assertThat(third.runId()).isEqualTo("a1_2");
        complete(third, "accuracy", 0.8);

        awaitStatus("Completed");
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
                .body(
                        "properties.tags.run_algorithm_000",
                        equalTo("RandomForest;GradientBoosting;ExtremeRandomTrees"))
                .body("properties.properties.runTemplate", equalTo("AutoML"))
                .body("properties.properties.'azureml.runsource'", equalTo("automl"))
                .body("properties.properties.num_iterations", equalTo("3"))
                .body("properties.properties.SetupRunId", equalTo("a1_setup"))
                .body(
                        "properties.properties.ProblemInfoJsonString",
                        containsString("dataset_classes"))
                .body("properties.outputs.best_model.jobOutputType", equalTo("mlflow_model"))
                .body(
                        "properties.outputs.best_model.uri",
                        endsWith("/ExperimentRun/dcid.a1_1/outputs/mlflow-model"));
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
        submit(job(""));
        prepareData();
        awaitChildren(3);

        String place =
                "/datastores/workspaceblobstore/paths/ExperimentRun/dcid.a1_featurize/outputs/featurized_data/";
        cluster.arm("GET", "/jobs/a1_featurize", null)
                .body("properties.inputs.training_data.uri", equalTo("azureml:iris:1"))
                .body(
                        "properties.outputs.featurized_data.uri",
                        allOf(startsWith("azureml://subscriptions/"), endsWith(place)));
        cluster.arm("GET", "/jobs/a1_0", null)
                .body("properties.inputs.featurized_data.uri", endsWith(place));
        assertThat(blobs.written())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).startsWith("snapshots"));
    }

    @Test
    void aModelThatIsToBeExplainedIsFoundAndNotExplained() {
        submit(job(",'trainingSettings':{'enableModelExplainability':true}"));

        cluster.arm("GET", "/jobs/a1", null)
                .body(
                        "properties.taskDetails.trainingSettings.enableModelExplainability",
                        equalTo(true));
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "warnings.message",
                        hasItem(
                                startsWith(
                                        "trainingSettings.enableModelExplainability has no effect")));
    }

    @Test
    void theCodeIsASnapshotOfTheWorkspaceAndStoredOnce() {
        submit(job(""));
        int stored = blobs.written().size();

        cluster.arm("PUT", "/jobs/a2", job("")).statusCode(201);

        assertThat(blobs.written()).hasSize(stored);
        assertThat(
                        blobs.written().stream()
                                .filter(name -> name.startsWith("snapshots/files/"))
                                .map(blobs::text))
                .anyMatch(text -> text.contains("The runs of an automated ML job"));
    }

    @Test
    void noNameOfAColumnMeansAnythingToAShell() {
        submit(job(""));
        awaitChildren(1);

        assertThat(cluster.take(0).command()).contains("\"target\":\"it\\u0027s \\u0024HOME\"");
    }

    @Test
    void theLowestErrorIsTheBestAndFailedTrialsDoNotCount() {
        submit(job(""));
        prepareData();
        String metric = "normalized_root_mean_squared_error";
        awaitChildren(3);
        complete(cluster.take(0), metric, 0.5);
        awaitChildren(4);
        cluster.report(cluster.take(0), "{'status':'Failed'}");
        awaitChildren(5);
        complete(cluster.take(0), metric, 0.2);

        awaitStatus("Completed");
        cluster.arm("GET", "/jobs/a1", null)
                .body("properties.tags.automl_best_child_run_id", equalTo("a1_2"))
                .body("properties.tags.score_000", equalTo("0.5;0.2"))
                .body("properties.tags.iteration_000", equalTo("0;2"));
    }

    @Test
    void noTrialBeginsAfterTheExitScore() {
        submit(job(",'limitSettings':{'maxTrials':9,'maxConcurrentTrials':2,'exitScore':0.3}"));
        prepareData();
        awaitChildren(4);
        NodeRun good = cluster.take(0);
        NodeRun other = cluster.take(1);

        complete(good, "normalized_root_mean_squared_error", 0.3);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(cluster.status("a1_1")).isEqualTo("CancelRequested"));
        cluster.report(other, "{'status':'Canceled'}");
        awaitStatus("Completed");
        assertThat(cluster.children("a1")).hasSize(4);
    }

    @Test
    void atItsTimeoutItKeepsTheBestModelThatItHas() throws SQLException {
        submit(job(""));
        prepareData();
        awaitChildren(3);
        complete(cluster.take(0), "normalized_root_mean_squared_error", 0.5);
        awaitChildren(4);
        NodeRun late = cluster.take(0);

        clock.move(Duration.ofHours(2).toSeconds() + 1);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(cluster.status("a1_1")).isEqualTo("CancelRequested"));
        cluster.report(late, "{'status':'Canceled'}");
        awaitStatus("Completed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .statusCode(200)
                .body("tags.automl_best_child_run_id", equalTo("a1_0"));
    }

    @Test
    void withoutAModelItsTimeoutIsAFailure() throws SQLException {
        submit(job(""));
        awaitChildren(1);

        clock.move(Duration.ofHours(2).toSeconds() + 1);

        awaitStatus("Failed");
        assertThat(cluster.status("a1_setup")).isEqualTo("Canceled");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body("error.error.message", containsString("timeout"));
    }

    @Test
    void aTableThatIsNotFitFailsTheJobWithItsReason() {
        submit(job(""));
        awaitChildren(1);

        cluster.report(
                cluster.take(0),
                "{'status':'Failed','error':{'error':{'code':'UserError','message':'UserError: The table has no column y.'}}}");

        awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "error.error.message",
                        equalTo(
                                "The run 'a1_setup' has not completed. UserError: The table has no column y."));
        assertThat(cluster.children("a1")).hasSize(1);
    }

    @Test
    void whatItsComputeLacksIsToldWithHowToInstallIt() {
        submit(job(""));
        awaitChildren(1);

        cluster.history(
                        "PATCH",
                        "/experiments/iris/runs/a1_setup",
                        "{'status':'Failed','error':{'error':{'code':'UserError','message':'No module named pip.'}}}")
                .then()
                .statusCode(200);

        awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "error.error.message",
                        allOf(
                                containsString("No module named pip."),
                                containsString("python3-sklearn")));
    }

    @Test
    void aJobWhoseTrialsAllFailHasFailed() {
        submit(job(",'limitSettings':{'maxTrials':1}"));
        prepareData();
        awaitChildren(3);

        cluster.report(cluster.take(0), "{'status':'Failed'}");

        awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body("error.error.message", containsString("No trial has completed"))
                .body("tags.automl_best_child_run_id", nullValue());
    }

    @Test
    void cancelEndsItsRunsAndThenTheJob() {
        submit(job(""));
        prepareData();
        awaitChildren(3);
        NodeRun trial = cluster.take(0);

        cluster.arm("POST", "/jobs/a1/cancel", null).statusCode(202);

        assertThat(cluster.status("a1")).isEqualTo("CancelRequested");
        assertThat(cluster.status("a1_0")).isEqualTo("CancelRequested");
        cluster.report(trial, "{'status':'Canceled'}");
        awaitStatus("Canceled");
        assertThat(cluster.children("a1")).hasSize(3);
    }

    @Test
    void aTrialThatCannotBeSubmittedFailsTheJob() throws SQLException {
        submit(job(""));
        awaitChildren(1);
        NodeRun setup = cluster.take(0);
        cluster.removeCluster();

        cluster.report(setup, "{'status':'Completed'}");

        awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body("error.error.message", containsString("no compute target 'cpu'"));
    }

    @Test
    void whatAJobRunsIsCiphertextAtRest() throws SQLException {
        submit(job(""));

        assertThat(
                        new String(
                                cluster.stored("orchestrated_run", "content"),
                                StandardCharsets.ISO_8859_1))
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
        cluster.arm("PUT", "/jobs/a1", job(more)).statusCode(status);

        cluster.arm("GET", "/jobs/a1", null).statusCode(404);
        assertThat(blobs.written()).isEmpty();
    }
}
