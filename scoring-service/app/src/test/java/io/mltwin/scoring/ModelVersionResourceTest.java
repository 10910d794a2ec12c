package io.mltwin.scoring;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models and their versions behind Azure Resource Manager: the models of model management. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ModelVersionResourceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String FOLDER = "LocalUpload/h1/model";
    private static final String URI = "azureml://datastores/other/paths/" + FOLDER;
    private static final String MLMODEL = """
            flavors:
              python_function:
                loader_module: mlflow.sklearn
                python_version: 3.11.2
                env: {conda: conda.yaml}
              sklearn: {pickled_model: model.pkl, code: null}
            """;

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aWorkspaceWithFiles() {
        peers = new WorkspacePeers("arm" + NAMES.incrementAndGet(), "none");
        peers.program(calls);
        peers.blob(FOLDER + "/MLmodel", MLMODEL);
        peers.blob(FOLDER + "/model.pkl", "pickle");
        peers.blob("ExperimentRun/dcid.run1/outputs/model.pkl", "pickle");
        requests = new ScoringRequests(service, issuer, peers);
    }

    /** Single quotes in the body are double ones. */
    private ValidatableResponse arm(String method, String rest, String body) {
        return requests.arm(
                method, peers.workspace() + "/models" + rest, body == null ? null : body.replace('\'', '"'));
    }

    private ValidatableResponse put(String rest, String properties) {
        return arm("PUT", rest, "{'properties':{" + properties + "}}");
    }

    /** A list with a query, which the assertion is for, too. */
    private ValidatableResponse list(String rest, String query) {
        String uri = peers.workspace() + "/models" + rest + "?api-version=2023-08-01-preview" + query;
        String assertion = issuer.assertion(
                        "scoring", "GET", uri, null, UUID.randomUUID().toString())
                .sign();
        return service.given()
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + assertion)
                .get(uri)
                .then();
    }

    private String owner() {
        String owner = UUID.randomUUID().toString();
        decisions.allowAll(owner);
        return owner;
    }

    @Test
    void aVersionOfAnMlflowModelShowsItsFlavorsAndItsPlace() {
        // When
        put(
                        "/m/versions/1",
                        "'modelUri':'"
                                + URI
                                + "','modelType':'mlflow_model','description':'d','tags':{'a':'1'},'isAnonymous':false")
                .statusCode(201)
                .body("id", equalTo(peers.workspace() + "/models/m/versions/1"))
                .body("type", equalTo("Microsoft.MachineLearningServices/workspaces/models/versions"));

        // Then
        arm("GET", "/m/versions/1", null)
                .statusCode(200)
                .body("properties.modelUri", endsWith("/datastores/other/paths/" + FOLDER))
                .body("properties.flavors.python_function.data.loader_module", equalTo("mlflow.sklearn"))
                .body("properties.flavors.python_function.data.env", equalTo("{\"conda\":\"conda.yaml\"}"))
                .body("properties.flavors.sklearn.data.code", nullValue())
                .body("properties.properties", anEmptyMap())
                .body("properties.tags.a", equalTo("1"))
                .body("properties.stage", nullValue())
                .body("properties.isArchived", equalTo(false))
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body("systemData.createdBy", notNullValue());
        arm("GET", "/m", null)
                .statusCode(200)
                .body("properties.latestVersion", equalTo("1"))
                .body("properties.nextVersion", equalTo("2"));
        arm("GET", "/M/versions/1", null).statusCode(200).body("name", equalTo("1"));
    }

    @Test
    void itIsAModelOfModelManagementAndTheOtherWayRound() {
        // Given
        String owner = owner();
        put(
                        "/m/versions/3",
                        "'modelUri':'azureml://datastores/workspaceartifactstore/paths/ExperimentRun/dcid.run1/outputs/model.pkl'")
                .statusCode(201)
                .body("properties.jobName", equalTo("run1"))
                .body("properties.modelType", equalTo("custom_model"));

        // When
        requests.as(owner, "GET", "/models/m:3", null)
                .statusCode(200)
                .body("url", equalTo("aml://artifact/ExperimentRun/dcid.run1/outputs/model.pkl"))
                .body("runId", equalTo("run1"));
        requests.as(
                        owner,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/" + FOLDER + "\",\"mimeType\":\"x\"}")
                .statusCode(200)
                .body("version", equalTo(4));

        // Then
        arm("GET", "/m/versions/4", null)
                .body("properties.modelUri", endsWith("/datastores/workspaceartifactstore/paths/" + FOLDER));
        arm("GET", "/m", null).body("properties.latestVersion", equalTo("4"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/m/versions/1 | 'modelUri':'URI/none' | 400 | no file",
                "/m/versions/1 | 'modelUri':'ftp://x/y' | 400 | cannot be used",
                "/m/versions/1 | 'modelType':'custom_model' | 400 | modelUri is required",
                "/m/versions/1 | 'modelUri':' ' | 400 | 1 to 4096",
                "/m/versions/1 | 'modelUri':'URI','modelType':'onnx' | 400 | triton_model",
                "/m/versions/1 | 'modelUri':'URI/model.pkl','modelType':'mlflow_model' | 400 | MLmodel",
                "/m/versions/1 | 'modelUri':'URI','stage':'Live' | 400 | Production",
                "/m/versions/1 | 'modelUri':'URI','tags':{'a':null} | 400 | texts",
                "/m/versions/1 | 'modelUri':'URI','autoDeleteSetting':{'value':'1'} | 501 | autoDeleteSetting",
                "/m/versions/v1 | 'modelUri':'URI' | 400 | whole number",
                "/m/versions/0 | 'modelUri':'URI' | 400 | whole number",
                "/-m/versions/1 | 'modelUri':'URI' | 400 | begins",
                "/-m | 'description':'d' | 400 | begins"
            })
    void whatDoesNotFitIsRefusedAndLeavesNothing(String rest, String properties, int status, String message) {
        put(rest, properties.replace("URI", URI)).statusCode(status).body("error.message", containsString(message));
        arm("GET", "", null).body("value", empty());
    }

    @Test
    void fixedFieldsOfAVersionStayAndTheRestChanges() {
        // Given
        peers.blob("LocalUpload/h2/model.pkl", "other");
        put("/m/versions/1", "'modelUri':'" + URI + "','properties':{'p':'1'}").statusCode(201);

        // When
        put("/m/versions/1", "'modelUri':'azureml://datastores/other/paths/LocalUpload/h2'")
                .statusCode(409)
                .body("error.message", equalTo("Asset paths cannot be updated."));
        put("/m/versions/1", "'modelType':'mlflow_model'").statusCode(409);
        put("/m/versions/1", "'isAnonymous':true").statusCode(409);
        put("/m/versions/1", "'properties':{'p':'2'}").statusCode(409);
        put(
                        "/m/versions/1",
                        "'modelUri':'" + URI + "/','description':'new','stage':'Production','properties':{'q':'2'}")
                .statusCode(200)
                .body("properties.stage", equalTo("Production"));

        // Then
        put("/m/versions/1", "'isArchived':true")
                .statusCode(200)
                .body("properties.stage", equalTo("Production"))
                .body("properties.properties.p", equalTo("1"))
                .body("properties.properties.q", equalTo("2"))
                .body("properties.description", nullValue());
    }

    @Test
    void archivedVersionsAndModelsAreListedOnDemandAndAreNotTheLatest() {
        // Given
        for (int version = 1; version <= 3; version++) {
            put("/m/versions/" + version, "'modelUri':'" + URI + "'").statusCode(201);
        }
        put("/m/versions/3", "'isArchived':true").statusCode(200);
        put("/other", "'isArchived':true").statusCode(201);

        // Then
        arm("GET", "/m", null)
                .body("properties.latestVersion", equalTo("2"))
                .body("properties.nextVersion", equalTo("4"));
        list("/m/versions", "").body("value.name", contains("2", "1"));
        list("/m/versions", "&listViewType=ArchivedOnly").body("value.name", contains("3"));
        list("/m/versions", "&listViewType=All&$orderBy=createdtime%20asc").body("value.name", contains("1", "2", "3"));
        list("/m/versions", "&$orderBy=createdtime%20desc&$top=1")
                .body("value.name", contains("2"))
                .body("nextLink", containsString("skip=1"));
        list("/m/versions", "&$top=1&$skip=1").body("value.name", contains("1")).body("nextLink", nullValue());
        list("/m/versions", "&version=1").body("value.name", contains("1"));
        list("/m/versions", "&stage=Production").body("value", empty());
        list("/m/versions", "&$top=0").statusCode(400);
        list("/m/versions", "&$orderBy=name").statusCode(400);
        list("/m/versions", "&listViewType=Some").statusCode(400);
        list("/m/versions", "&feed=azureml").statusCode(501);
        list("", "").body("value.name", contains("m"));
        list("", "&listViewType=All").body("value", hasSize(2));
        arm("GET", "/none", null).statusCode(404);
        arm("GET", "/m/versions/9", null).statusCode(404);
        list("/none/versions", "").statusCode(200).body("value", empty());
    }

    @Test
    void anAnonymousModelIsNotListed() {
        put("/abc123/versions/1", "'modelUri':'" + URI + "','isAnonymous':true").statusCode(201);
        list("", "&listViewType=All").body("value.name", not(hasItem("abc123")));
        arm("GET", "/abc123/versions/1", null).statusCode(200);
    }

    @Test
    void aDeletedVersionsNumberIsNotTheNextOne() {
        // Given
        put("/m/versions/1", "'modelUri':'" + URI + "'").statusCode(201);
        put("/m/versions/2", "'modelUri':'" + URI + "'").statusCode(201);

        // When
        arm("DELETE", "/m/versions/2", null).statusCode(200);

        // Then
        arm("DELETE", "/m/versions/2", null).statusCode(204);
        arm("GET", "/m", null)
                .body("properties.latestVersion", equalTo("1"))
                .body("properties.nextVersion", equalTo("3"));
        arm("DELETE", "/m", null).statusCode(200);
        arm("DELETE", "/m", null).statusCode(204);
        arm("GET", "/m/versions/1", null).statusCode(404);
        arm("POST", "/m/versions/1/package", "{}").statusCode(501);
    }
}
