package io.mltwin.compute.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs go on after restarts of what leads them: no child is lost, and none is there twice. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RestartResourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TRIALS = 6;
    private static final String SWEEP = """
            {'properties':{'jobType':'Sweep','computeId':'WS/computes/cpu','objective':{'goal':'Maximize','primaryMetric':'accuracy'},
             'samplingAlgorithm':{'samplingAlgorithmType':'Random','rule':'Sobol','seed':5},
             'searchSpace':{'lr':['uniform',[0,1]],'opt':['choice',[['sgd','adam']]]},
             'limits':{'maxTotalTrials':6,'maxConcurrentTrials':2},
             'trial':{'command':'train ${{search_space.lr}} ${{search_space.opt}}',
              'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}}}
            """;

    private static final String AUTOML = """
            {'properties':{'jobType':'AutoML','computeId':'WS/computes/cpu','taskDetails':{'taskType':'Regression',
             'targetColumnName':'price','primaryMetric':'R2Score','limitSettings':{'maxTrials':2},
             'trainingData':{'jobInputType':'uri_file','uri':'azureml://datastores/workspaceblobstore/paths/prices.csv'}}}}
            """;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @Inject
    OrchestrationTask task;

    private TestCluster cluster;

    @BeforeEach
    void aClusterOfTwo() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
    }

    @AfterEach
    void clean() throws Exception {
        restart();
        cluster.close();
    }

    /** A claim of a leader that was ended runs out after a while. */
    private void restart() throws Exception {
        task.stop(new ShutdownEvent());
        cluster.execute("update orchestrated_run set claimed_until = now() - interval '1 minute' where kind <> ?", "");
        task.start(new StartupEvent());
    }

    private void awaitTrials(int count) {
        awaitChildren("s1", count);
    }

    private void awaitChildren(String job, int count) {
        await().atMost(SOON).until(() -> cluster.children(job).size() == count);
    }

    @Test
    void aRestartBetweenTrialsLosesAndRepeatsNone() throws Exception {
        cluster.arm("PUT", "/jobs/s1", SWEEP).statusCode(201);
        List<String> taken = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            int begun = Math.min(TRIALS, trial + 2);
            awaitTrials(begun);
            NodeRun run = cluster.take(0);
            taken.add(run.runId());
            commands.add(run.command());
            task.stop(new ShutdownEvent());
            cluster.log(run, "accuracy", trial / 10.0);
            cluster.report(run, "{'status':'Completed'}");

            assertThat(cluster.children("s1")).hasSize(begun);
            restart();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("s1")).isEqualTo("Completed"));
        assertThat(taken).containsExactly("s1_0", "s1_1", "s1_2", "s1_3", "s1_4", "s1_5");
        assertThat(cluster.children("s1")).containsExactlyElementsOf(taken);
        assertThat(commands).doesNotHaveDuplicates();
    }

    @Test
    void anAutomatedMlJobGoesOnAfterARestartOfEachOfItsSteps() throws Exception {
        new TestBlobs(platform.calls(), "snapshots");
        cluster.arm("PUT", "/jobs/a1", AUTOML).statusCode(201);
        List<String> expected = List.of("a1_setup", "a1_featurize", "a1_0", "a1_1");
        for (int step = 0; step < expected.size(); step++) {
            awaitChildren("a1", step + 1);
            NodeRun run = cluster.take(0);
            assertThat(run.runId()).isEqualTo(expected.get(step));
            task.stop(new ShutdownEvent());
            cluster.log(run, "r2_score", step / 10.0);
            cluster.report(run, "{'status':'Completed'}");
            restart();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(cluster.status("a1")).isEqualTo("Completed"));
        assertThat(cluster.children("a1")).containsExactlyElementsOf(expected);
    }

    @Test
    void aRestartWhileTrialsAreAddedLosesAndRepeatsNone() throws Exception {
        cluster.arm("PUT", "/jobs/s1", SWEEP.replace("'maxConcurrentTrials':2", "'maxConcurrentTrials':6"))
                .statusCode(201);
        restart();
        restart();

        awaitTrials(TRIALS);
        restart();

        assertThat(cluster.children("s1")).containsExactly("s1_0", "s1_1", "s1_2", "s1_3", "s1_4", "s1_5");
        assertThat(cluster.status("s1")).isEqualTo("Running");
    }
}
