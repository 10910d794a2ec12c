package io.mltwin.compute.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.ModelVersionStatus;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/** MLflow's own Java client, with nothing but an address, a token and a trust store. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class MlflowClientResourceTest {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

    @FromPlatform
    TestPlatform platform;

    @TempDir
    Path folder;

    private MlflowWorkspace workspace;
    private MlflowClient client;

    @BeforeEach
    void aClient() throws Exception {
        Path store = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            platform.trust().authorities().store(out, "changeit".toCharArray());
        }
        System.setProperty(TRUST, store.toString());
        System.setProperty(PASSWORD, "changeit");
        workspace = new MlflowWorkspace(platform);
        client = client(workspace.scientist());
    }

    @AfterEach
    void back() {
        client.close();
        System.clearProperty(TRUST);
        System.clearProperty(PASSWORD);
    }

    private MlflowClient client(String token) {
        return new MlflowClient(new BasicMlflowHostCreds(
                platform.service().uri(workspace.tracking()).toString(), token));
    }

    private static int status(Runnable call) {
        return catchThrowableOfType(MlflowHttpException.class, call::run).getStatusCode();
    }

    @Test
    void aRunFromItsBeginningToItsEnd() {
        // Given
        String experiment = client.createExperiment("bc");
        RunInfo created = client.createRun(experiment);
        String run = created.getRunId();
        client.logParam(run, "lr", "0.1");
        client.logMetric(run, "acc", 0.5, 1_600_000_000_000L, 1);
        client.logMetric(run, "acc", Double.NaN, 1_600_000_001_000L, 2);
        client.logBatch(
                run,
                IntStream.range(3, 503)
                        .mapToObj(i -> Metric.newBuilder()
                                .setKey("acc")
                                .setValue(i)
                                .setTimestamp(1_600_000_000_000L + i)
                                .setStep(i)
                                .build())
                        .toList(),
                List.of(Param.newBuilder().setKey("depth").setValue("3").build()),
                List.of(RunTag.newBuilder().setKey("team").setValue("blue").build()));
        client.setTag(run, "note", "n");
        client.deleteTag(run, "note");
        client.setTerminated(run);

        // When
        Run read = client.getRun(run);

        // Then
        assertThat(created.getStatus()).isEqualTo(RunStatus.RUNNING);
        assertThat(read.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(read.getInfo().getEndTime()).isPositive();
        assertThat(read.getInfo().getArtifactUri()).isEqualTo("mlflow-artifacts:/ExperimentRun/dcid." + run);
        assertThat(read.getData().getMetricsList())
                .extracting(Metric::getKey, Metric::getValue, Metric::getStep)
                .containsExactly(tuple("acc", 502.0, 502L));
        assertThat(read.getData().getParamsList().stream().collect(Collectors.toMap(Param::getKey, Param::getValue)))
                .isEqualTo(Map.of("lr", "0.1", "depth", "3"));
        assertThat(read.getData().getTagsList())
                .extracting(RunTag::getKey)
                .contains("team")
                .doesNotContain("note");
        assertThat(client.getMetricHistory(run, "acc"))
                .hasSize(502)
                .extracting(Metric::getValue)
                .startsWith(0.5, Double.NaN, 3.0);
    }

    @Test
    void experimentsAndRunsAreFound() {
        // Given
        String experiment = client.createExperiment("bc");
        client.setExperimentTag(experiment, "team", "blue");
        for (int i = 1; i <= 3; i++) {
            String run = client.createRun(experiment).getRunId();
            client.logMetric(run, "acc", i);
            client.logParam(run, "n", Integer.toString(i));
        }

        // When
        RunsPage first = client.searchRuns(
                List.of(experiment),
                "metrics.acc > 1 and params.n LIKE '%'",
                ViewType.ACTIVE_ONLY,
                1,
                List.of("metrics.acc DESC"));

        // Then
        assertThat(first.getItems().get(0).getData().getMetrics(0).getValue()).isEqualTo(3);
        assertThat(first.hasNextPage()).isTrue();
        assertThat(first.getNextPage().getItems())
                .hasSize(1)
                .allSatisfy(
                        run -> assertThat(run.getData().getParams(0).getValue()).isEqualTo("2"));
        assertThat(client.getExperimentByName("bc").map(Experiment::getExperimentId))
                .contains(experiment);
        assertThat(client.getExperimentByName("none")).isEmpty();
        assertThat(client.searchExperiments("tags.team = 'blue'").getItems())
                .extracting(Experiment::getName)
                .containsExactly("bc");
        client.deleteExperiment(experiment);
        assertThat(client.getExperiment(experiment).getLifecycleStage()).isEqualTo("deleted");
        client.restoreExperiment(experiment);
    }

    @Test
    void refusalsReachTheClient() {
        String run = client.createRun(client.createExperiment("bc")).getRunId();
        client.logParam(run, "lr", "1");

        assertThat(status(() -> client.logParam(run, "lr", "2"))).isEqualTo(400);
        assertThat(status(() -> client.getRun("none"))).isEqualTo(404);
        assertThat(status(() -> client.createExperiment("bc"))).isEqualTo(400);
        new TestRegistry(platform.calls());
        assertThat(status(() -> client.getRegisteredModel("m"))).isEqualTo(404);
    }

    /** Of the registry this client has methods to read; it writes by its way to any operation. */
    @Test
    void modelsAreRegisteredAndFound() throws Exception {
        new TestRegistry(platform.calls());
        String run = client.createRun(client.createExperiment("bc")).getRunId();
        client.sendPost("registered-models/create", "{\"name\": \"m\"}");
        client.sendPost(
                "model-versions/create",
                "{\"name\": \"m\", \"source\": \"runs:/%s/model\", \"run_id\": \"%s\"}".formatted(run, run));

        ModelVersion version = client.getModelVersion("m", "1");

        assertThat(version.getRunId()).isEqualTo(run);
        assertThat(version.getStatus()).isEqualTo(ModelVersionStatus.READY);
        assertThat(client.getRegisteredModel("m").getLatestVersionsList())
                .extracting(ModelVersion::getVersion)
                .containsExactly("1");
        assertThat(client.getLatestVersions("m"))
                .extracting(ModelVersion::getCurrentStage)
                .containsExactly("None");
        assertThat(client.getModelVersionDownloadUri("m", "1"))
                .isEqualTo("mlflow-artifacts:/ExperimentRun/dcid." + run + "/model");
        assertThat(client.searchModelVersions("name = 'm'").getItems()).hasSize(1);
    }

    /** With the variables that a script gets: its run's token and no other. */
    @Test
    void aRunLogsInItself() {
        String experiment = client.createExperiment("bc");
        String run = client.createRun(experiment).getRunId();
        String other = client.createRun(experiment).getRunId();
        try (MlflowClient ofRun = client(workspace.runToken(run))) {
            ofRun.logMetric(run, "acc", 1);

            assertThat(ofRun.getRun(run).getData().getMetricsCount()).isEqualTo(1);
            assertThat(ofRun.getExperiment(experiment).getName()).isEqualTo("bc");
            assertThat(status(() -> ofRun.logMetric(other, "acc", 1))).isEqualTo(403);
            assertThat(status(() -> ofRun.createRun(experiment))).isEqualTo(403);
        }
    }
}
