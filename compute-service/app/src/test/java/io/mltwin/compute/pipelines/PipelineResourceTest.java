package io.mltwin.compute.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

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
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipeline jobs: steps as child runs, failures, cancel. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PipelineResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration CANCELED_WITHIN = Duration.ofSeconds(2);
    private static final String ENVIRONMENT = "'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1'";

    private static final String COMPONENT = """
            {'properties':{'componentSpec':{'type':'command','command':'train --rate ${{inputs.rate}} $[[--depth ${{inputs.depth}}]] $[[--seed ${{inputs.seed}}]]--to ${{outputs.model}}',
            'environment':'azureml:AzureML-Python-3-Stdlib:1',
            'inputs':{'rate':{'type':'number'},'depth':{'type':'integer','default':'3'},'seed':{'type':'integer','optional':true}},
            'outputs':{'model':{'type':'uri_folder'}}}}}
            """;
    private static final String STEPS = """
            ,'jobs':{'score':{'type':'command','command':'score ${{inputs.m}}',ENV,'inputs':{'m':{'job_input_type':'literal','value':'${{parent.jobs.train.outputs.model}}'}}},
            'train':{'type':'command','componentId':'WS/components/train/versions/1','inputs':{'rate':{'job_input_type':'literal','value':'${{parent.inputs.rate}}'}}}}
            """;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void aClusterOfTwo() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private static String pipeline(String more) {
        return """
                {'properties':{'jobType':'Pipeline','experimentName':'flow','settings':{'default_compute':'WS/computes/cpu'},
                'inputs':{'rate':{'jobInputType':'literal','value':'0.5'}},
                'jobs':{'a':{'type':'command','command':'a ${{inputs.r}}',ENV,'inputs':{'r':{'job_input_type':'literal','value':'${{parent.inputs.rate}}'}}},
                'b':{'type':'command','command':'b',ENV}}MORE}}
                """.replace("MORE", more).replace("ENV", ENVIRONMENT);
    }

    private void submit() {
        cluster.arm("PUT", "/jobs/p1", pipeline(""))
                .statusCode(201)
                .body("properties.jobType", equalTo("Pipeline"))
                .body("properties.jobs.b.command", equalTo("b"));
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 2);
    }

    private void awaitStatus(String run, String status, Duration within) {
        await().atMost(within)
                .untilAsserted(() -> assertThat(cluster.status(run)).isEqualTo(status));
    }

    @Test
    void itsStepsAreRunsAndItCompletesAfterThem() throws SQLException {
        // Given
        submit();
        assertThat(new String(cluster.stored("orchestrated_run", "content"), StandardCharsets.ISO_8859_1))
                .doesNotContain("parent.inputs");
        NodeRun first = cluster.take(0);
        NodeRun second = cluster.take(1);
        assertThat(first.runId()).isEqualTo("p1_a");
        assertThat(first.command()).isEqualTo("a 0.5");
        assertThat(cluster.status("p1")).isEqualTo("Running");

        // When
        cluster.report(first, "{'status':'Completed'}");
        cluster.report(second, "{'status':'Completed'}");

        // Then
        awaitStatus("p1", "Completed", SOON);
        cluster.arm("GET", "/jobs/p1_b", null)
                .statusCode(200)
                .body("properties.jobType", equalTo("Command"))
                .body("properties.displayName", equalTo("b"));
        cluster.arm("GET", "/jobs", null).body("value.name", hasItem("p1")).body("value.name", not(hasItem("p1_a")));
    }

    @Test
    void aFailedStepFailsThePipelineWhenTheOthersHaveEnded() {
        submit();
        cluster.report(cluster.take(0), "{'status':'Failed'}");
        NodeRun other = cluster.take(1);
        assertThat(cluster.status("p1")).isEqualTo("Running");

        cluster.report(other, "{'status':'Completed'}");

        awaitStatus("p1", "Failed", SOON);
        cluster.history("GET", "/runs/p1", null)
                .then()
                .body("error.error.message", equalTo("The steps [a] have not completed."));
    }

    @Test
    void aStepBeginsWithTheOutputOfTheStepThatItNeeds() {
        // Given
        cluster.arm("PUT", "/components/train/versions/1", COMPONENT).statusCode(201);
        cluster.arm("PUT", "/jobs/p1", pipeline(STEPS)).statusCode(201);
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 1);
        NodeRun train = cluster.take(0);
        assertThat(train.runId()).isEqualTo("p1_train");
        assertThat(train.command()).startsWith("train --rate 0.5 --depth 3 --to ");

        // When
        cluster.report(train, "{'status':'Completed'}");

        // Then
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 2);
        String place = cluster.arm("GET", "/jobs/p1_train", null)
                .body(
                        "properties.environmentId",
                        equalTo(cluster.id() + "/environments/AzureML-Python-3-Stdlib/versions/1"))
                .extract()
                .path("properties.outputs.model.uri");
        assertThat(place).contains("/azureml/p1_train/model");
        cluster.arm("GET", "/jobs/p1_score", null)
                .body("properties.inputs.m.jobInputType", equalTo("uri_folder"))
                .body("properties.inputs.m.uri", equalTo(place));
        cluster.report(cluster.take(0), "{'status':'Completed'}");
        awaitStatus("p1", "Completed", SOON);
    }

    @Test
    void anOutputOfThePipelineIsThatOfItsStep() {
        // Given
        cluster.arm("PUT", "/jobs/p1", pipeline("""
                ,'inputs':{'rate':{'jobInputType':'literal','value':'of ${{name}}'}}
                ,'outputs':{'all':{'jobOutputType':'uri_folder','assetName':'results','assetVersion':'3',
                  'uri':'azureml://datastores/${{default_datastore}}/paths/${{name}}/${{output_name}}/'}}
                ,'jobs':{'a':{'type':'command','command':'a ${{inputs.r}}',ENV,
                  'inputs':{'r':{'job_input_type':'literal','value':'${{parent.inputs.rate}}'}},
                  'outputs':{'o':{'type':'literal','value':'${{parent.outputs.all}}'},
                             'p':{'job_output_type':'uri_folder','name':'parts','version':'1'}}}}
                """.replace("ENV", ENVIRONMENT)))
                .statusCode(201);
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 1);
        NodeRun run = cluster.take(0);
        assertThat(run.command()).isEqualTo("a of p1");

        // When
        cluster.report(run, "{'status':'Completed'}");

        // Then
        awaitStatus("p1", "Completed", SOON);
        cluster.arm("GET", "/jobs/p1", null)
                .body("properties.outputs.all.jobOutputType", equalTo("uri_folder"))
                .body("properties.outputs.all.uri", containsString("datastores/workspaceblobstore/paths/p1_a/o/"));
        cluster.arm("GET", "/data/results/versions/3", null)
                .statusCode(200)
                .body("properties.dataUri", containsString("/paths/p1_a/o/"));
        cluster.arm("GET", "/data/parts/versions/1", null).statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``|true",
                ",'settings':{'default_compute':'WS/computes/cpu','force_rerun':true}|false",
                ",'inputs':{'rate':{'jobInputType':'literal','value':'0.6'}}|false"
            })
    void aStepThatHasCompletedIsNotRunAgain(String change, boolean isReused) {
        // Given
        cluster.arm("PUT", "/components/train/versions/1", COMPONENT).statusCode(201);
        String one =
                ",'jobs':{'train':{'type':'command','componentId':'azureml:train:1','inputs':{'rate':{'value':'${{parent.inputs.rate}}','jobInputType':'literal'}}}}";
        cluster.arm("PUT", "/jobs/p1", pipeline(one)).statusCode(201);
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 1);
        cluster.report(cluster.take(0), "{'status':'Completed'}");
        awaitStatus("p1", "Completed", SOON);

        // When
        cluster.arm("PUT", "/jobs/p2", pipeline(one + change)).statusCode(201);

        // Then
        await().atMost(SOON).until(() -> cluster.children("p2").size() == 1);
        awaitStatus("p2_train", isReused ? "Completed" : "Queued", SOON);
        if (isReused) {
            awaitStatus("p2", "Completed", SOON);
            cluster.arm("GET", "/jobs/p2_train", null)
                    .body("properties.properties.'azureml.reusedrunid'", equalTo("p1_train"))
                    .body("properties.outputs.model.uri", containsString("/azureml/p1_train/model"));
        }
    }

    @Test
    void aStepWhoseNeedsFailDoesNotBegin() {
        cluster.arm("PUT", "/components/train/versions/1", COMPONENT).statusCode(201);
        cluster.arm("PUT", "/jobs/p1", pipeline(STEPS)).statusCode(201);
        await().atMost(SOON).until(() -> cluster.children("p1").size() == 1);

        cluster.report(cluster.take(0), "{'status':'Failed'}");

        awaitStatus("p1", "Failed", SOON);
        assertThat(cluster.children("p1")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'inputs':{}",
                "'inputs':{'rate':{'value':'1'},'other':{'value':'1'}}",
                "'inputs':{'rate':{'value':'1'}},'outputs':{'none':{}}"
            })
    void aStepFitsItsComponent(String step) {
        cluster.arm("PUT", "/components/train/versions/1", COMPONENT).statusCode(201);

        cluster.arm(
                        "PUT",
                        "/jobs/p1",
                        pipeline(",'jobs':{'a':{'type':'command','componentId':'azureml:train:1'," + step + "}}"))
                .statusCode(400);
    }

    @Test
    void cancelEndsItsSteps() {
        submit();
        NodeRun running = cluster.take(0);

        cluster.arm("POST", "/jobs/p1/cancel", null).statusCode(202);

        assertThat(cluster.status("p1_b")).isEqualTo("Canceled");
        assertThat(cluster.beats(0, running)).isTrue();
        cluster.report(running, "{'status':'Canceled'}");
        awaitStatus("p1", "Canceled", CANCELED_WITHIN);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ",'settings':{'default_compute':'WS/computes/none'}|400",
                ",'settings':{}|501",
                ",'inputs':{}|400",
                ",'jobs':{}|400",
                ",'jobs':{'a':{'type':'command','command':'true','environmentId':'WS/environments/None/versions/1'}}|400",
                ",'jobs':{'a':{'type':'command','command':'true ${{inputs.none}}',ENV}}|400",
                ",'jobs':{'a':{'type':'command','componentId':'azureml:none:1'}}|400",
                ",'inputs':{'rate':{'jobInputType':'literal','value':'${{none}}'}}|400",
                ",'jobs':{'a':{'type':'command','command':'true',ENV,'outputs':{'m':{'job_output_type':'custom_model','name':'m'}}}}|501",
                ",'jobs':{'a':{'type':'command','componentId':'none'}}|400",
                ",'jobs':{'a':{'type':'command','componentId':'azureml://registries/r/components/c/versions/1'}}|400",
                ",'jobs':{'a':{'type':'data_transfer','componentId':'azureml://registries/azureml/components/import_data/versions/1'}}|501",
                ",'jobs':7|400"
            })
    void whatIsRefusedLeavesNoRun(String more, int status) {
        cluster.arm("PUT", "/jobs/p1", pipeline(more.replace("ENV", ENVIRONMENT)))
                .statusCode(status);

        cluster.arm("GET", "/jobs/p1", null).statusCode(404);
    }
}
