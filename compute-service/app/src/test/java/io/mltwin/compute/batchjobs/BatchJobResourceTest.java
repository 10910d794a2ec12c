package io.mltwin.compute.batchjobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.mltwin.compute.TestBatchEndpoint;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that clients POST to the address of a batch endpoint. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BatchJobResourceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";
    private static final String FOLDER =
            "'inputData':{'heart':{'jobInputType':'UriFolder','uri':'azureml://datastores/workspaceblobstore/paths/in/'}}";

    /** What the submitter of a job needs. */
    private static final List<String> RIGHTS = List.of(
            "experiments/runs/submit/action",
            "batchEndpoints/jobs/write",
            "batchEndpoints/deployments/jobs/write",
            "codes/versions/read",
            "data/versions/read",
            "datastores/read");

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String caller = UUID.randomUUID().toString();
    private TestBatchEndpoint batch;

    @BeforeEach
    void anEndpointWithTwoDeployments() throws SQLException {
        batch = new TestBatchEndpoint(platform, service, database);
        platform.decisions().allow(caller, "*", "/");
        batch.make();
        batch.deploy("blue", "");
        batch.deploy("green", ",'outputAction':'SummaryOnly'");
        batch.setDefault("blue");
    }

    @AfterEach
    void clean() throws SQLException {
        batch.cluster().close();
        platform.decisions().revoke(caller);
    }

    @Test
    void aJobIsARunOfOneStepOnTheCluster() {
        // When
        String name = batch.invoke(caller, null, FOLDER + ",'miniBatchSize':3,'errorThreshold':2")
                .statusCode(201)
                .body("name", notNullValue())
                .body("type", endsWith("batchEndpoints/jobs"))
                .body("properties.inputData.job_data_path.jobInputType", equalTo("UriFolder"))
                .extract()
                .path("name");

        // Then
        await().atMost(SOON).until(() -> batch.cluster().children(name).size() == 1);
        NodeRun step = batch.cluster().take(0);
        assertThat(step.runId()).isEqualTo(name + "_batchscoring");
        assertThat(step.command())
                .startsWith("python3 batch_scoring.py '{")
                .contains("\"script\":\"code/score.py\"")
                .contains("\"modelName\":\"weight.txt\"")
                .contains("\"miniBatchSize\":3")
                .contains("\"errorThreshold\":2")
                .contains("\"maxRetries\":3")
                .contains("\"timeout\":30.0")
                .contains("\"outputFileName\":\"predictions.csv\"");
        batch.cluster().report(step, "{'status':'Completed'}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(batch.cluster().status(name)).isEqualTo("Completed"));
        batch.arm("GET", "/jobs/" + name, null)
                .statusCode(200)
                .body("properties.jobType", equalTo("Pipeline"))
                .body("properties.tags.'azureml.batchrun'", equalTo("true"))
                .body("properties.experimentName", equalTo(batch.name()))
                .body("properties.inputs.job_data_path.uri", endsWith("/paths/in/"))
                .body("properties.jobs", equalTo(null));
        batch.arm("GET", "/jobs/" + name + "_batchscoring", null)
                .statusCode(200)
                .body("properties.inputs.model.uri", endsWith("/models/weight.txt"))
                .body("properties.outputs.score.uri", containsString("/azureml/" + name + "_batchscoring/score"));
    }

    @Test
    void aJobNamesItsDeploymentItsNameAndWhereItsRowsGo() {
        batch.invoke(
                        caller,
                        "BLUE",
                        FOLDER
                                + ",'name':'job1','properties':{'experimentName':'hearts'},'outputData':{'score':{'jobOutputType':'UriFile','uri':'azureml://datastores/workspaceblobstore/paths/out/rows.txt'}}")
                .statusCode(201)
                .body("name", equalTo("job1"));

        await().atMost(SOON).until(() -> batch.cluster().children("job1").size() == 1);
        NodeRun step = batch.cluster().take(0);
        assertThat(step.command()).contains("\"outputFileName\":\"rows.txt\"");
        batch.arm("GET", "/jobs/job1", null).body("properties.experimentName", equalTo("hearts"));
        batch.arm("GET", "/jobs/job1_batchscoring", null).body("properties.outputs.score.uri", endsWith("/paths/out/"));
        batch.front(caller, "/jobs").statusCode(200).body("value.name", contains("job1"));
        batch.front(caller, "/jobs/job1").statusCode(200).body("properties.status", notNullValue());
        batch.front(caller, "/deployments/blue/jobs").body("value.name", contains("job1"));
        batch.front(caller, "/deployments/green/jobs").body("value", empty());
        batch.front(caller, "/jobs/none").statusCode(404);
        batch.invoke(caller, null, FOLDER + ",'name':'job1'").statusCode(409);
    }

    @Test
    void aSummaryHasNoFileOfRows() {
        batch.invoke(caller, "green", FOLDER + ",'name':'job2'").statusCode(201);

        await().atMost(SOON).until(() -> batch.cluster().children("job2").size() == 1);
        assertThat(batch.cluster().take(0).command())
                .contains("batch_scoring.py")
                .doesNotContain("outputFileName");
        batch.invoke(caller, "green", FOLDER + ",'outputFileName':'x.csv'").statusCode(400);
    }

    @Test
    void aJobOnTwoNodesHasAStepForEachAndOneThatJoinsThem() {
        // Given
        batch.invoke(caller, null, FOLDER + ",'name':'job3','compute':{'instanceCount':2}")
                .statusCode(201);
        await().atMost(SOON).until(() -> batch.cluster().children("job3").size() == 2);

        // When
        for (int i = 0; i < 2; i++) {
            NodeRun part = batch.cluster().take(0);
            assertThat(part.runId()).startsWith("job3_batchscoring_");
            assertThat(part.command()).contains("\"instances\":2");
            batch.cluster().report(part, "{'status':'Completed'}");
        }

        // Then
        await().atMost(SOON).until(() -> batch.cluster().children("job3").size() == 3);
        NodeRun join = batch.cluster().take(0);
        assertThat(join.runId()).isEqualTo("job3_batchscoring");
        assertThat(join.command()).startsWith("python3 batch_joining.py");
        batch.arm("GET", "/jobs/job3_batchscoring", null)
                .body("properties.inputs.part_2.uri", containsString("/azureml/job3_batchscoring_2/part"))
                .body("properties.outputs.score.uri", containsString("/azureml/job3_batchscoring/score"));
        batch.cluster().report(join, "{'status':'Completed'}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(batch.cluster().status("job3")).isEqualTo("Completed"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``|400|inputData",
                "'inputData':{}|400|one member",
                "'inputData':{'a':null}|400|is empty",
                "'inputData':{'a':{'jobInputType':'UriFolder'}}|400|uri is required",
                "'inputData':{'a':{'jobInputType':'UriFolder','uri':'azureml://datastores/none/paths/a'}}|400|datastore 'none'",
                "'inputData':{'a':{'jobInputType':'UriFolder','uri':'WS/data/none/versions/1'}}|400|was not found",
                "'inputData':{'a':{'jobInputType':'UriFolder','uri':'https://example.org/a/'}}|501|datastore",
                "'inputData':{'a':{'jobInputType':'Literal','value':'1'}}|400|UriFolder",
                "'inputData':{'a':{'jobInputType':'MLTable','uri':'azureml://datastores/workspaceblobstore/paths/a'}}|501|MLTable",
                "'inputData':{'a':{'jobInputType':'UriFolder','mode':'Direct','uri':'azureml://datastores/workspaceblobstore/paths/a/'}}|400|Direct",
                "'inputData':{'a':{'jobInputType':'UriFolder','uri':'x'},'b':{'jobInputType':'UriFolder','uri':'x'}}|400|one member",
                "F,'miniBatchSize':0|400|miniBatchSize",
                "F,'errorThreshold':-5|400|errorThreshold",
                "F,'retrySettings':{'timeout':'soon'}|400|retrySettings.timeout",
                "F,'compute':{'instanceCount':0}|400|instanceCount",
                "F,'compute':{'target':'other'}|501|compute",
                "F,'partitionKeys':['a']|501|partitionKeys",
                "F,'dataset':{'datasetType':'Simple'}|501|inputData",
                "F,'outputFileName':'a/b'|400|outputFileName",
                "F,'outputData':{'score':{'jobOutputType':'UriFile','uri':'azureml://datastores/workspaceblobstore/paths/out/'}}|400|names a file",
                "F,'outputData':{'score':{'jobOutputType':'UriFolder','uri':'azureml://datastores/none/paths/out/'}}|400|datastore 'none'",
                "F,'name':'a b'|400|run id",
                "F,'properties':{'experimentName':'?'}|400|experiment",
            })
    void aBadJobIsRefused(String properties, int status, String says) {
        batch.invoke(caller, null, properties.replace("F,", FOLDER + ","))
                .statusCode(status)
                .body("error.message", containsString(says));

        batch.front(caller, "/jobs").body("value", empty());
    }

    @Test
    void anInputIsAnAssetOfItsType() {
        batch.arm(
                        "PUT",
                        "/data/rows/versions/1",
                        "{'properties':{'dataType':'uri_file','dataUri':'azureml://datastores/workspaceblobstore/paths/a.csv'}}")
                .statusCode(201);

        batch.invoke(caller, null, "'inputData':{'a':{'jobInputType':'UriFolder','uri':'WS/data/rows/versions/1'}}")
                .statusCode(400)
                .body("error.message", containsString("uri_file"))
                .body("error.target", equalTo("properties.inputData.a"));
        batch.invoke(caller, null, "'inputData':{'a':{'jobInputType':'UriFile','uri':'WS/data/rows/versions/1'}}")
                .statusCode(201);
    }

    @Test
    void aJobNeedsADeploymentThatIsThere() {
        batch.invoke(caller, "none", FOLDER)
                .statusCode(400)
                .body("error.message", containsString("no deployment 'none'"));
        batch.arm("PUT", "/batchEndpoints/EP", TestBatchEndpoint.endpointBody(""))
                .statusCode(200);
        batch.invoke(caller, null, FOLDER)
                .statusCode(400)
                .body("error.message", containsString("defaults.deploymentName"));
        batch.arm("DELETE", "/batchEndpoints/EP", null).statusCode(202);
        batch.invoke(caller, null, FOLDER).statusCode(404).body("error.code", equalTo("EndpointNotFound"));
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        batch.invoke(null, null, FOLDER).statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "experiments/runs/submit/action",
                "batchEndpoints/jobs/write",
                "codes/versions/read",
                "datastores/read"
            })
    void aCallerNeedsEachRight(String action) {
        // Given
        platform.decisions().revoke(caller);
        RIGHTS.stream()
                .filter(one -> !one.equals(action))
                .forEach(one -> platform.decisions().allow(caller, ML + one, "/"));

        // When
        batch.invoke(caller, null, FOLDER).statusCode(403);

        // Then
        platform.decisions().allow(caller, ML + action, "/");
        batch.invoke(caller, null, FOLDER).statusCode(201);
        batch.front(caller, "/jobs").statusCode(403);
        batch.front(caller, "/deployments/blue/jobs").statusCode(403);
    }

    @Test
    void aDeploymentsJobsHaveARightOfTheirOwn() {
        platform.decisions().revoke(caller);
        RIGHTS.stream()
                .filter(one -> !one.contains("deployments"))
                .forEach(one -> platform.decisions().allow(caller, ML + one, "/"));

        batch.invoke(caller, "blue", FOLDER).statusCode(403);
        batch.invoke(caller, null, FOLDER).statusCode(201);
    }
}
