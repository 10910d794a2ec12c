package io.mltwin.compute.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

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

/** Sweep jobs: trials as child runs, the best of them, early termination, cancel and timeout. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SweepResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration CANCELED_WITHIN = Duration.ofSeconds(2);
    private static final String GRID = """
            'samplingAlgorithm':{'samplingAlgorithmType':'Grid'},
            'searchSpace':{'lr':['choice',[[0.1,0.2]]],'opt':['choice',[['sgd','adam']]]}
            """;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    ClockStore clock;

    private TestCluster cluster;

    @BeforeEach
    void aClusterOfTwo() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
        clock.move(0);
    }

    private static String sweep(String more) {
        return """
                {'properties':{'jobType':'Sweep','experimentName':'tune','computeId':'WS/computes/cpu',
                 'objective':{'goal':'Maximize','primaryMetric':'accuracy'},GRID,
                 'limits':{'jobLimitsType':'Sweep','maxTotalTrials':10,'maxConcurrentTrials':2,'trialTimeout':'PT1M'},
                 'inputs':{'n':{'jobInputType':'literal','value':'7'}},
                 'trial':{'command':'train --lr ${{search_space.lr}} --opt ${{search_space.opt}} -n ${{inputs.n}}',
                 'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}MORE}}
                """.replace("GRID", GRID).replace("MORE", more);
    }

    private void submit(String more) {
        cluster.arm("PUT", "/jobs/s1", sweep(more))
                .statusCode(201)
                .body("properties.jobType", equalTo("Sweep"))
                .body("properties.status", equalTo("NotStarted"));
    }

    private void awaitStatus(String run, String status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(cluster.status(run)).isEqualTo(status));
    }

    private void awaitTrials(int count) {
        await().atMost(SOON).until(() -> cluster.children("s1").size() == count);
    }

    private void complete(NodeRun run, double... accuracy) {
        for (double value : accuracy) {
            cluster.log(run, "accuracy", value);
        }
        cluster.report(run, "{'status':'Completed'}");
    }

    @Test
    void aGridIsTriedAndTheBestTrialIsNamed() {
        // Given
        submit("");
        awaitTrials(2);
        NodeRun first = cluster.take(0);
        NodeRun second = cluster.take(1);
        assertThat(first.runId()).isEqualTo("s1_0");
        assertThat(first.command()).isEqualTo("train --lr 0.1 --opt sgd -n 7");
        assertThat(second.command()).isEqualTo("train --lr 0.1 --opt adam -n 7");

        // When
        complete(first, 0.5, 0.7);
        awaitTrials(3);
        NodeRun third = cluster.take(0);
        complete(second, 0.9, 0.6);
        awaitTrials(4);
        NodeRun fourth = cluster.take(1);
        cluster.report(third, "{'status':'Failed'}");
        complete(fourth, 0.8);

        // Then
        awaitStatus("s1", "Completed");
        cluster.arm("GET", "/jobs/s1", null)
                .statusCode(200)
                .body("properties.status", equalTo("Completed"))
                .body("properties.properties.best_child_run_id", equalTo("s1_1"))
                .body("properties.properties.score", equalTo("0.9"))
                .body("properties.properties.space_size", equalTo("4"))
                .body(
                        "properties.properties.primary_metric_config",
                        equalTo("{\"name\":\"accuracy\",\"goal\":\"maximize\"}"));
        cluster.arm("GET", "/jobs/s1_2", null)
                .statusCode(200)
                .body("properties.jobType", equalTo("Command"))
                .body("properties.status", equalTo("Failed"))
                .body("properties.limits.timeout", equalTo("PT1M"))
                .body("properties.tags.hyperparameters", equalTo("{\"lr\":0.2,\"opt\":\"sgd\"}"));
        cluster.history("GET", "/experiments/tune/runs/s1_3", null)
                .then()
                .body("parentRunId", equalTo("s1"))
                .body("rootRunId", equalTo("s1"));
        cluster.arm("GET", "/jobs", null).body("value.name", hasItem("s1")).body("value.name", not(hasItem("s1_0")));
        cluster.arm("GET", "/jobs?jobType=Command", null).body("value", hasSize(0));
    }

    @Test
    void aSweepWhoseTrialsAllFailHasFailed() {
        // When
        submit(",'samplingAlgorithm':{'samplingAlgorithmType':'Random','seed':1}");
        for (int i = 1; i <= 4; i++) {
            int trials = Math.min(4, i + 1);
            awaitTrials(trials);
            cluster.report(cluster.take(0), "{'status':'Failed'}");
        }

        // Then
        awaitStatus("s1", "Failed");
        cluster.history("GET", "/runs/s1", null)
                .then()
                .body("error.error.message", equalTo("All trials of the sweep have failed."))
                .body("properties.best_child_run_id", nullValue());
    }

    @Test
    void cancelEndsTheTrialsAndThenTheSweep() {
        // Given
        submit("");
        awaitTrials(2);
        NodeRun running = cluster.take(0);

        // When
        cluster.arm("POST", "/jobs/s1/cancel", null).statusCode(202);

        // Then
        assertThat(cluster.status("s1")).isEqualTo("CancelRequested");
        assertThat(cluster.status("s1_1")).isEqualTo("Canceled");
        assertThat(cluster.status("s1_0")).isEqualTo("CancelRequested");
        assertThat(cluster.beats(0, running)).isTrue();
        cluster.report(running, "{'status':'Canceled'}");
        await().atMost(CANCELED_WITHIN)
                .untilAsserted(() -> assertThat(cluster.status("s1")).isEqualTo("Canceled"));
        assertThat(cluster.children("s1")).hasSize(2);
        cluster.arm("POST", "/jobs/s1/cancel", null).statusCode(202);
    }

    @Test
    void cancelOfASweepWithoutRunningTrialsIsQuick() {
        submit("");
        cluster.history("POST", "/experiments/tune/runs/s1/cancel", null).then().statusCode(200);

        await().atMost(CANCELED_WITHIN)
                .untilAsserted(() -> assertThat(cluster.status("s1")).isEqualTo("Canceled"));
        cluster.children("s1")
                .forEach(trial -> assertThat(cluster.status(trial)).isEqualTo("Canceled"));
    }

    @Test
    void aTrialThatIsFarBehindIsGivenUp() {
        // Given
        submit(
                ",'earlyTermination':{'policyType':'Bandit','slackFactor':0.2,'slackAmount':0,'evaluationInterval':2,'delayEvaluation':2}");
        awaitTrials(2);
        NodeRun good = cluster.take(0);
        NodeRun bad = cluster.take(1);
        cluster.log(good, "accuracy", 0.8);
        cluster.log(good, "accuracy", 0.9);
        cluster.log(bad, "accuracy", 0.1);
        assertThat(cluster.status(bad.runId())).isEqualTo("Running");

        // When
        cluster.log(bad, "accuracy", 0.2);

        // Then
        awaitStatus(bad.runId(), "CancelRequested");
        assertThat(cluster.status(good.runId())).isEqualTo("Running");
        assertThat(cluster.status("s1")).isEqualTo("Running");
        cluster.report(bad, "{'status':'Canceled'}");
        awaitTrials(3);
    }

    @Test
    void aSweepIsCanceledAtItsTimeout() throws SQLException {
        submit(",'limits':{'maxConcurrentTrials':1,'timeout':'PT2H'}");
        awaitTrials(1);
        NodeRun trial = cluster.take(0);
        clock.move(Duration.ofHours(1).toSeconds());
        complete(trial, 0.5);
        awaitTrials(2);

        clock.move(Duration.ofHours(2).toSeconds() + 1);

        awaitStatus("s1", "Canceled");
        assertThat(cluster.status("s1_1")).isEqualTo("Canceled");
    }

    @Test
    void aTrialThatCannotBeSubmittedEndsTheSweep() throws SQLException {
        submit(",'limits':{'maxConcurrentTrials':1}");
        awaitTrials(1);
        NodeRun trial = cluster.take(0);
        cluster.removeCluster();

        complete(trial, 0.5);

        awaitStatus("s1", "Failed");
        cluster.history("GET", "/runs/s1", null)
                .then()
                .body("error.error.message", containsString("no compute target 'cpu'"));
    }

    @Test
    void sweepsTrialIsCiphertextAtRest() throws SQLException {
        submit("");

        assertThat(new String(cluster.stored("orchestrated_run", "content"), StandardCharsets.ISO_8859_1))
                .doesNotContain("train", "accuracy");
    }

    @Test
    void onlyTheTextsOfASweepChange() {
        submit("");

        cluster.arm("PUT", "/jobs/s1", sweep(",'displayName':'Tuned'"))
                .statusCode(200)
                .body("properties.displayName", equalTo("Tuned"));
        cluster.arm("PUT", "/jobs/s1", sweep(",'limits':{'maxTotalTrials':3}"))
                .statusCode(400)
                .body("error.target", equalTo("properties.limits"));
        cluster.arm("PUT", "/jobs/s1", sweep(",'jobType':'Command'")).statusCode(400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ",'computeId':'WS/computes/none'|400",
                ",'computeId':null|501",
                ",'objective':{'goal':'Maximise','primaryMetric':'a'}|400",
                ",'searchSpace':{'lr':['normally',[1,2]]}|400",
                ",'searchSpace':{'lr':['choice',[[1,2]]]}|400",
                ",'trial':{'command':'echo','environmentId':'WS/environments/None/versions/1'}|400",
                ",'trial':{'command':'echo ${{outputs.o}}','environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}|400",
                ",'limits':{'maxTotalTrials':0}|400",
                ",'limits':{'maxTotalTrials':'many'}|400",
                ",'queueSettings':{'jobTier':'Spot'}|501",
                ",'componentId':'WS/components/c/versions/1'|501"
            })
    void whatIsRefusedLeavesNoRun(String more, int status) {
        cluster.arm("PUT", "/jobs/s1", sweep(more)).statusCode(status);

        cluster.arm("GET", "/jobs/s1", null).statusCode(404);
    }
}
