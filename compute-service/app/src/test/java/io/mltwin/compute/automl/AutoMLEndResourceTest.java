package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Automated ML jobs: which trial is the best, failures, and their ends. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class AutoMLEndResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ClockStore clock;

    private TestCluster cluster;
    private TestAutoMLJob job;

    @BeforeEach
    void aClusterOfTwoAndATable() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
        new TestBlobs(platform.calls(), "snapshots");
        job = new TestAutoMLJob(cluster);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
        clock.move(0);
    }

    @Test
    void theLowestErrorIsTheBestAndFailedTrialsDoNotCount() {
        job.submit(TestAutoMLJob.body(""));
        job.prepareData();
        String metric = "normalized_root_mean_squared_error";
        job.awaitChildren(3);
        job.complete(cluster.take(0), metric, 0.5);
        job.awaitChildren(4);
        cluster.report(cluster.take(0), "{'status':'Failed'}");
        job.awaitChildren(5);
        job.complete(cluster.take(0), metric, 0.2);

        job.awaitStatus("Completed");
        cluster.arm("GET", "/jobs/a1", null)
                .body("properties.tags.automl_best_child_run_id", equalTo("a1_2"))
                .body("properties.tags.score_000", equalTo("0.5;0.2"))
                .body("properties.tags.iteration_000", equalTo("0;2"));
    }

    @Test
    void noTrialBeginsAfterTheExitScore() {
        job.submit(TestAutoMLJob.body(",'limitSettings':{'maxTrials':9,'maxConcurrentTrials':2,'exitScore':0.3}"));
        job.prepareData();
        job.awaitChildren(4);
        NodeRun good = cluster.take(0);
        NodeRun other = cluster.take(1);

        job.complete(good, "normalized_root_mean_squared_error", 0.3);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("a1_1")).isEqualTo("CancelRequested"));
        cluster.report(other, "{'status':'Canceled'}");
        job.awaitStatus("Completed");
        assertThat(cluster.children("a1")).hasSize(4);
    }

    @Test
    void atItsTimeoutItKeepsTheBestModelThatItHas() throws SQLException {
        job.submit(TestAutoMLJob.body(""));
        job.prepareData();
        job.awaitChildren(3);
        job.complete(cluster.take(0), "normalized_root_mean_squared_error", 0.5);
        job.awaitChildren(4);
        NodeRun late = cluster.take(0);

        clock.move(Duration.ofHours(2).toSeconds() + 1);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("a1_1")).isEqualTo("CancelRequested"));
        cluster.report(late, "{'status':'Canceled'}");
        job.awaitStatus("Completed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .statusCode(200)
                .body("tags.automl_best_child_run_id", equalTo("a1_0"));
    }

    @Test
    void withoutAModelItsTimeoutIsAFailure() throws SQLException {
        job.submit(TestAutoMLJob.body(""));
        job.awaitChildren(1);

        clock.move(Duration.ofHours(2).toSeconds() + 1);

        job.awaitStatus("Failed");
        assertThat(cluster.status("a1_setup")).isEqualTo("Canceled");
        cluster.history("GET", "/runs/a1", null).then().body("error.error.message", containsString("timeout"));
    }

    @Test
    void aTableThatIsNotFitFailsTheJobWithItsReason() {
        job.submit(TestAutoMLJob.body(""));
        job.awaitChildren(1);

        cluster.report(
                cluster.take(0),
                "{'status':'Failed','error':{'error':{'code':'UserError','message':'UserError: The table has no column y.'}}}");

        job.awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "error.error.message",
                        equalTo("The run 'a1_setup' has not completed. UserError: The table has no column y."));
        assertThat(cluster.children("a1")).hasSize(1);
    }

    @Test
    void missingPackageOfItsComputeIsToldWithHowToInstallIt() {
        job.submit(TestAutoMLJob.body(""));
        job.awaitChildren(1);

        cluster.history(
                        "PATCH",
                        "/experiments/iris/runs/a1_setup",
                        "{'status':'Failed','error':{'error':{'code':'UserError','message':'No module named pip.'}}}")
                .then()
                .statusCode(200);

        job.awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body(
                        "error.error.message",
                        allOf(containsString("No module named pip."), containsString("python3-sklearn")));
    }

    @Test
    void aJobWhoseTrialsAllFailHasFailed() {
        job.submit(TestAutoMLJob.body(",'limitSettings':{'maxTrials':1}"));
        job.prepareData();
        job.awaitChildren(3);

        cluster.report(cluster.take(0), "{'status':'Failed'}");

        job.awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body("error.error.message", containsString("No trial has completed"))
                .body("tags.automl_best_child_run_id", nullValue());
    }

    @Test
    void cancelEndsItsRunsAndThenTheJob() {
        job.submit(TestAutoMLJob.body(""));
        job.prepareData();
        job.awaitChildren(3);
        NodeRun trial = cluster.take(0);

        cluster.arm("POST", "/jobs/a1/cancel", null).statusCode(202);

        assertThat(cluster.status("a1")).isEqualTo("CancelRequested");
        assertThat(cluster.status("a1_0")).isEqualTo("CancelRequested");
        cluster.report(trial, "{'status':'Canceled'}");
        job.awaitStatus("Canceled");
        assertThat(cluster.children("a1")).hasSize(3);
    }

    @Test
    void aTrialThatCannotBeSubmittedFailsTheJob() throws SQLException {
        job.submit(TestAutoMLJob.body(""));
        job.awaitChildren(1);
        NodeRun setup = cluster.take(0);
        cluster.removeCluster();

        cluster.report(setup, "{'status':'Completed'}");

        job.awaitStatus("Failed");
        cluster.history("GET", "/runs/a1", null)
                .then()
                .body("error.error.message", containsString("no compute target 'cpu'"));
    }
}
