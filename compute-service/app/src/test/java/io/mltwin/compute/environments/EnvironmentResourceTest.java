package io.mltwin.compute.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Environments as Azure Resource Manager and the v1 data plane register them, in one store. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class EnvironmentResourceTest {

    private static final String IMAGE = "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04";
    private static final String MINE =
            "{'properties':{'image':'IMAGE','condaFile':'dependencies: [numpy]','tags':{'a':'b'}}}"
                    .replace("IMAGE", IMAGE);
    private static final String DEFINITION = """
            {'name':'old','environmentVariables':{'A':'b'},
             'python':{'condaDependencies':{'channels':['x'],'dependencies':['numpy=1.2']}},
             'docker':{'baseImage':'IMAGE'}}
            """.replace("IMAGE", IMAGE);

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String person = UUID.randomUUID().toString();
    private final String workspaceId = UUID.randomUUID().toString();
    private final String id = "/subscriptions/"
            + UUID.randomUUID()
            + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w"
            + workspaceId.substring(0, 8);
    private AssertedArm arm;

    @BeforeEach
    void aWorkspace() {
        arm = new AssertedArm(service, issuer, person);
        calls.answer(
                "workspace",
                "GET",
                "/_internal/workspaces",
                request -> id.equals(request.query("id"))
                        ? PeerAnswer.json(
                                200,
                                Map.of(
                                        "id",
                                        id,
                                        "workspaceId",
                                        workspaceId,
                                        "name",
                                        "w",
                                        "location",
                                        "eastus",
                                        "tenantId",
                                        TestIssuer.TENANT,
                                        "storageAccountName",
                                        "st"))
                        : PeerAnswer.error(404, "ResourceNotFound", "no workspace"));
    }

    private ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, id + "/environments" + rest, body);
    }

    private ValidatableResponse v1(String method, String rest, String body) {
        RequestSpecification request = service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", person)
                                        .sign())
                .contentType("application/json");
        return (body == null ? request : request.body(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .request(method, "/environment/v1.0" + id + "/environments" + rest)
                .then();
    }

    @Test
    void aVersionIsImmutableButForItsTexts() {
        // Given
        send("PUT", "/mine/versions/1", MINE)
                .statusCode(201)
                .body("properties.environmentType", equalTo("UserCreated"))
                .body("properties.image", equalTo(IMAGE))
                .body("properties.condaFile", equalTo("dependencies: [numpy]"))
                .body("properties.tags.a", equalTo("b"))
                .body("properties.isAnonymous", equalTo(false))
                .body("properties.properties", equalTo(Map.of()));

        // When
        ValidatableResponse changed = send("PUT", "/mine/versions/1", MINE.replace("[numpy]", "[pandas]"));

        // Then
        changed.statusCode(409)
                .body("error.code", equalTo("UserError"))
                .body("error.message", containsString("immutable"));
        send(
                        "PUT",
                        "/MINE/versions/1",
                        MINE.replace("'a':'b'", "'c':'d'")
                                .replace("'tags'", "'isArchived':true,'description':'x','tags'"))
                .statusCode(200);
        send("GET", "/mine/versions/1", null)
                .statusCode(200)
                .body("properties.condaFile", equalTo("dependencies: [numpy]"))
                .body("properties.description", equalTo("x"))
                .body("properties.isArchived", equalTo(true))
                .body("properties.tags", equalTo(Map.of("c", "d")));
    }

    @Test
    void scoringServiceIsToldWhatAnEnvironmentHas() {
        // Given
        send("PUT", "/mine/versions/1", MINE).statusCode(201);
        String scoring = issuer.service("scoring", "compute").sign();

        // When, Then
        lookUp(scoring, "mine&version=1")
                .statusCode(200)
                .body("isCurated", equalTo(false))
                .body("requirements", equalTo(List.of("numpy")));
        lookUp(scoring, "AzureML-Python-3-Stdlib")
                .statusCode(200)
                .body("isCurated", equalTo(true))
                .body("version", equalTo("1"));
        lookUp(scoring, "none").statusCode(404);
        lookUp(issuer.service("telemetry", "compute").sign(), "mine").statusCode(403);
    }

    private ValidatableResponse lookUp(String bearer, String nameAndVersion) {
        return service.given()
                .header("Authorization", "Bearer " + bearer)
                .get("/_internal/environments?workspace=" + id + "&name=" + nameAndVersion)
                .then();
    }

    @Test
    void aContainerTellsItsLatestAndItsNextVersion() {
        // Given
        send("GET", "/mine", null).statusCode(404);
        send("PUT", "/mine/versions/3", MINE).statusCode(201);
        send("PUT", "/mine/versions/beta", MINE).statusCode(201);

        // When
        ValidatableResponse container = send("GET", "/mine", null);

        // Then
        container
                .statusCode(200)
                .body("properties.latestVersion", equalTo("beta"))
                .body("properties.nextVersion", equalTo("4"));
        send("GET", "/mine/versions", null).statusCode(200).body("value.name", contains("beta", "3"));
        send("GET", "/mine/versions?$top=1", null).body("value.name", contains("beta"));
        send("GET", "", null).body("value.name", hasItem("mine"));
        send("GET", "/mine/versions/9", null).statusCode(404);
    }

    @Test
    void archivedEnvironmentIsListedWhenAskedFor() {
        // Given
        send("PUT", "/mine/versions/1", MINE).statusCode(201);

        // When
        ValidatableResponse archived = send("PUT", "/mine", "{'properties':{'isArchived':true,'description':'old'}}");

        // Then
        archived.statusCode(200)
                .body("properties.isArchived", equalTo(true))
                .body("properties.latestVersion", equalTo("1"));
        assertThat(names("")).doesNotContain("mine").contains("AzureML-sklearn-1.5");
        assertThat(names("?listViewType=ArchivedOnly")).containsExactly("mine");
        assertThat(names("?listViewType=All")).contains("mine", "AzureML-sklearn-1.5");
        send("PUT", "/empty", "{'properties':{}}")
                .statusCode(201)
                .body("properties.latestVersion", nullValue())
                .body("properties.nextVersion", equalTo("1"));
    }

    private List<String> names(String query) {
        return send("GET", query, null).statusCode(200).extract().path("value.name");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "/mine/versions/1|{}|400|properties",
                "/mine/versions/1|{'properties':{}}|400|properties.image",
                "/mine/versions/1|{'properties':{'condaFile':'dependencies: []'}}|400|properties.image",
                "/mine/versions/1|{'properties':{'image':'IMAGE','condaFile':'a text'}}|400|properties.condaFile",
                "/mine/versions/1|{'properties':{'image':'IMAGE','osType':'Plan9'}}|400|properties.osType",
                "/mine/versions/1|{'properties':{'image':'IMAGE','autoRebuild':'Daily'}}|400|properties.autoRebuild",
                "/mine/versions/1|{'properties':{'image':'IMAGE','inferenceConfig':'x'}}|400|properties.inferenceConfig",
                "/mine/versions/1|{'properties':{'image':'IMAGE','tags':{'a':null}}}|400|properties.tags",
                "/-mine/versions/1|{'properties':{'image':'IMAGE'}}|400|name",
                "/mine/versions/-1|{'properties':{'image':'IMAGE'}}|400|version",
                "/AzureML-mine/versions/1|{'properties':{'image':'IMAGE'}}|400|name",
                "/AzureML-sklearn-1.5/versions/2|{'properties':{'image':'IMAGE'}}|400|name",
                "/Microsoft-x|{'properties':{}}|400|name",
                "/mine|{}|400|properties",
                "/mine/versions/1|{'properties':{'image':'ubuntu:22.04'}}|501|properties.image",
                "/mine/versions/1|{'properties':{'image':'mcr.microsoft.com/azureml/curated/sklearn-1.5'}}|501|properties.image",
                "/mine/versions/1|{'properties':{'build':{'contextUri':'https://x'}}}|501|properties.build",
                "/mine/versions/1|{'properties':{'image':'IMAGE','osType':'Windows'}}|501|properties.osType",
                "/mine/versions/1|{'properties':{'image':'IMAGE','autoRebuild':'OnBaseImageUpdate'}}|501|properties.autoRebuild"
            })
    void whatCannotBePreparedIsRefusedAndLeavesNothing(String path, String body, int status, String target) {
        send("PUT", path, body.replace("IMAGE", IMAGE)).statusCode(status).body("error.target", equalTo(target));

        assertThat(names("?listViewType=All")).doesNotContain("mine");
    }

    @Test
    void bothFormsShowOneStore() {
        // Given
        decisions.allow(person, "*", "/");

        // When
        ValidatableResponse registered = v1("PUT", "/old", DEFINITION);

        // Then
        registered
                .statusCode(200)
                .body("version", equalTo("1"))
                .body("curated", equalTo(false))
                .body("environmentVariables.A", equalTo("b"))
                .body("python.condaDependencies.channels", contains("x"));
        v1("PUT", "/old", DEFINITION).statusCode(200).body("version", equalTo("1"));
        v1("PUT", "/old", DEFINITION.replace("numpy", "pandas")).statusCode(200).body("version", equalTo("2"));
        send("GET", "/old", null).body("properties.nextVersion", equalTo("3"));
        send("GET", "/old/versions/1", null)
                .statusCode(200)
                .body("properties.image", equalTo(IMAGE))
                .body("properties.condaFile", containsString("numpy=1.2"));
        send("PUT", "/old/versions/7", MINE).statusCode(201);
        v1("GET", "/old", null).statusCode(200).body("version", equalTo("7")).body("packages", contains("numpy"));
        v1("PUT", "/old/versions/7", DEFINITION).statusCode(409);
        v1("GET", "/old/versions/9", null).statusCode(404);
        v1("GET", "", null).statusCode(200).body("value.name", hasItem("old"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "/mine|{'name':'other'}|400",
                "/AzureML-mine|{}|400",
                "/mine|{'environmentVariables':{'A=B':'c'}}|400",
                "/mine|{'python':{'condaDependencies':{'dependencies':[1]}}}|400",
                "/mine|{'docker':{'baseImage':'ubuntu'}}|501",
                "/mine|{'docker':{'baseDockerfile':'FROM ubuntu'}}|501",
                "/mine|{'spark':{'packages':[{'group':'g','artifact':'a','version':'1'}]}}|501",
                "/mine|{'r':{'rVersion':'4'}}|501"
            })
    void aDefinitionThatCannotBePreparedIsRefused(String path, String body, int status) {
        decisions.allow(person, "*", "/");

        v1("PUT", path, body).statusCode(status);

        assertThat(names("?listViewType=All")).doesNotContain("mine");
    }

    @Test
    void callerWithoutWriteRegistersNothing() {
        v1("PUT", "/mine", DEFINITION).statusCode(403);
        v1("GET", "/mine", null).statusCode(403);

        assertThat(names("?listViewType=All")).doesNotContain("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "AzureML-AutoML",
        "AzureML-sklearn-1.5",
        "AzureML-Tribuo",
        "AzureML-Tribuo-4.3",
        "AzureML-ONNXRuntime",
        "AzureML-ONNXRuntime-1.23",
        "AzureML-Python-3-Stdlib"
    })
    void curatedOnesHaveTheNamesPeopleUse(String name) {
        send("GET", "/" + name + "/versions/1", null)
                .statusCode(200)
                .body("properties.environmentType", equalTo("Curated"));
    }

    @Test
    void storedEnvironmentIsCiphertext() throws SQLException {
        send("PUT", "/mine/versions/1", MINE).statusCode(201);

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select content from environment where workspace_id = '" + workspaceId + "'")) {
            int count = 0;
            for (; rows.next(); count++) {
                assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                        .doesNotContain("numpy", "image", "mine");
            }
            assertThat(count).isEqualTo(2);
        }
    }
}
