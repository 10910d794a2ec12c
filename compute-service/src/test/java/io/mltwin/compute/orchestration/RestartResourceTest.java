package io.mltwin.compute.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** A sweep goes on after restarts of what leads it: no trial is lost, and none is there twice. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RestartResourceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TRIALS = 6;
    private static final String SWEEP =
            """
            {'properties':{'jobType':'Sweep','computeId':'WS/computes/cpu','objective':{'goal':'Maximize','primaryMetric':'accuracy'},
             'samplingAlgorithm':{'samplingAlgorithmType':'Random','rule':'Sobol','seed':5},
             'searchSpace':{'lr':['uniform',[0,1]],'opt':['choice',[['sgd','adam']]]},
             'limits':{'maxTotalTrials':6,'maxConcurrentTrials':2},
             'trial':{'command':'train ${{search_space.lr}} ${{search_space.opt}}',
              'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'}}}
            """;

    @FromPlatform TestPlatform platform;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;
    @Inject OrchestrationTask task;

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
        cluster.execute(
                "update orchestrated_run set claimed_until = now() - interval '1 minute' where kind = ?",
                "Sweep");
        task.start(new StartupEvent());
    }

    private void awaitTrials(int count) {
        await().atMost(SOON).until(() -> cluster.children("s1").size() == count);
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
    void aRestartWhileTrialsAreAddedLosesAndRepeatsNone() throws Exception {
        cluster.arm(
                        "PUT",
                        "/jobs/s1",
                        SWEEP.replace("'maxConcurrentTrials':2", "'maxConcurrentTrials':6"))
                .statusCode(201);
        restart();
        restart();

        awaitTrials(TRIALS);
        restart();

        assertThat(cluster.children("s1"))
                .containsExactly("s1_0", "s1_1", "s1_2", "s1_3", "s1_4", "s1_5");
        assertThat(cluster.status("s1")).isEqualTo("Running");
    }
}
