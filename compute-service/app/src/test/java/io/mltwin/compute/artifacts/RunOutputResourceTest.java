package io.mltwin.compute.artifacts;

import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outputs of a job as the assets that they are, and where those lie. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class RunOutputResourceTest {

    private static final String DATA = "/dataversion/batchGetResolvedUris";
    private static final String MODELS = "/models/batchGetResolvedUris";
    private static final String STORE = "azureml://datastores/workspaceblobstore/paths/";
    private static final String JOB = """
            {'status':'Running','runDefinition':{'jobType':'Command','outputs':{
             'report':{'jobOutputType':'uri_folder','uri':'STOREazureml/j/report/'},
             'a_output_data_b':{'jobOutputType':'uri_file','uri':'STOREb'},
             'model':{'jobOutputType':'mlflow_model','uri':'STOREmodel/'},
             'sums':{'jobOutputType':'uri_folder','uri':'STOREsums/','assetName':'sums','assetVersion':'5'}}}}
            """.replace("STORE", STORE);

    @FromPlatform
    TestPlatform platform;

    private ArtifactWorkspace data;

    @BeforeEach
    void aJobThatHasCompleted() {
        data = new ArtifactWorkspace(platform);
        data.run("j", JOB);
        data.call(data.scientist(), "PATCH", "history/v1.0", "/experiments/e/runs/j", "{'status':'Completed'}")
                .statusCode(200);
        String owner = UUID.randomUUID().toString();
        platform.decisions().allowAll(owner);
        new AssertedArm(platform.service(), platform.issuer(), owner)
                .send(
                        "PUT",
                        data.workspace.id() + "/data/sums/versions/5",
                        "{'properties':{'dataType':'uri_folder','dataUri':'" + STORE + "sums/'}}")
                .statusCode(201);
    }

    private String asset(String kind, String name, String version) {
        return "azureml://locations/eastus/workspaces/"
                + data.workspace.workspaceId()
                + "/"
                + kind
                + "/"
                + name
                + "/versions/"
                + version;
    }

    @Test
    void aRunSaysWhichAssetsItsOutputsAre() {
        data.call(
                        data.scientist(),
                        "POST",
                        "history/v1.0",
                        "/rundata",
                        "{'runId':'j','selectRunMetadata':true,'selectRunDefinition':false,'selectJobSpecification':true}")
                .statusCode(200)
                .body("runMetadata.outputs", aMapWithSize(4))
                .body("runMetadata.outputs.report.assetId", equalTo(asset("data", "azureml_j_output_data_report", "1")))
                .body("runMetadata.outputs.report.type", equalTo("UriFolder"))
                .body("runMetadata.outputs.sums.assetId", equalTo(asset("data", "sums", "5")))
                .body("runMetadata.outputs.model.assetId", equalTo(asset("models", "azureml_j_output_data_model", "1")))
                .body("runMetadata.token", nullValue())
                .body("runDefinition", nullValue())
                .body("jobSpecification", notNullValue());
        data.call(data.scientist(), "GET", "history/v1.0", "/runs/j", null)
                .body("outputs.model.type", equalTo("MLFlowModel"));
    }

    @Test
    void unfinishedRunHasNoOutputs() {
        // When
        data.run("running", JOB);

        // Then
        data.call(data.scientist(), "GET", "history/v1.0", "/runs/running", null)
                .body("outputs", nullValue());
        data.call(
                        data.scientist(),
                        "POST",
                        "data/v1.0",
                        DATA,
                        "{'values':['" + asset("data", "azureml_running_output_data_report", "1") + "']}")
                .statusCode(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            value = {
                "azureml_j_output_data_report, 1, azureml/j/report/, UriFolder",
                "azureml_j_output_data_a_output_data_b, 1, b, UriFile",
                "sums, 5, sums/, UriFolder"
            })
    void dataIsResolved(String name, String version, String path, String type) {
        // Given
        String id = asset("data", name, version);

        // When, Then
        data.call(data.scientist(), "POST", "data/v1.0", DATA, "{'values':['" + id + "']}")
                .statusCode(200)
                .body("values.'" + id + "'.uri", endsWith("workspaceblobstore/paths/" + path))
                .body("values.'" + id + "'.type", equalTo(type));
    }

    @Test
    void aModelIsResolvedByItsOwnService() {
        // Given
        String id = asset("models", "azureml_j_output_data_model", "1");

        // When, Then
        data.call(data.scientist(), "POST", "modelregistry/v1.0", MODELS, "{'values':['" + id + "']}")
                .statusCode(200)
                .body("values.'" + id + "'.path", equalTo(STORE + "model/"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400",
                "{'values':[]} | 400",
                "{'values':['azureml:sums:5']} | 400",
                "{'values':['azureml://locations/eastus/workspaces/other/data/sums/versions/5']} | 400",
                "{'values':['azureml://locations/eastus/workspaces/HERE/models/sums/versions/5']} | 400",
                "{'values':['azureml://locations/eastus/workspaces/HERE/data/sums/versions/6']} | 404",
                "{'values':['azureml://locations/eastus/workspaces/HERE/data/azureml_j_output_data_none/versions/1']} | 404",
                "{'values':['azureml://locations/eastus/workspaces/HERE/data/azureml_j_output_data_report/versions/2']} | 404"
            })
    void whatIsNoAssetOfTheWorkspace(String body, int status) {
        data.call(data.scientist(), "POST", "data/v1.0", DATA, body.replace("HERE", data.workspace.workspaceId()))
                .statusCode(status);
    }

    @ParameterizedTest(name = "{1}{2} by {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "data/v1.0 | /dataversion/batchGetResolvedUris | data/versions/read | data/sums/versions/5",
                "modelregistry/v1.0 | /models/batchGetResolvedUris | models/read | models/azureml_j_output_data_model/versions/1"
            })
    void everyRoute(String service, String path, String action, String asset) {
        // Given
        String body = "{'values':['azureml://locations/eastus/workspaces/"
                + data.workspace.workspaceId()
                + "/"
                + asset
                + "']}";

        // When, Then
        data.call(null, "POST", service, path, body).statusCode(401);
        data.call(data.allowed("experiments/runs/read"), "POST", service, path, body)
                .statusCode(403);
        data.run("other", "{'status':'Running'}");
        data.call(data.runToken("other"), "POST", service, path, body).statusCode(401);
        data.call(data.allowed(action), "POST", service, path, body).statusCode(200);
    }

    @Test
    void callerWithoutReadOfRunsReadsNoMetadata() {
        String body = "{'runId':'j','selectRunMetadata':true}";
        data.call(null, "POST", "history/v1.0", "/rundata", body).statusCode(401);
        data.call(data.allowed("models/read"), "POST", "history/v1.0", "/rundata", body)
                .statusCode(403);
        data.call(data.allowed("experiments/runs/read"), "POST", "history/v1.0", "/rundata", body)
                .statusCode(200);
        data.call(data.scientist(), "POST", "history/v1.0", "/rundata", "{}").statusCode(400);
        data.call(data.scientist(), "POST", "history/v1.0", "/rundata", "{'runId':'none'}")
                .statusCode(404);
    }
}
