package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models, images and services over HTTPS, with a registry that images are really pushed to. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScoringResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String READER = UUID.randomUUID().toString();
    private static final String RUN = "ExperimentRun/dcid.run1/outputs";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestDatabase database;
    @FromPlatform ServiceUnderTest service;
    @FromPlatform TestCalls calls;
    @FromPlatform TestPlatform platform;

    private WorkspacePeers peers;
    private ScoringRequests requests;

    @BeforeEach
    void aWorkspaceWithARegistryAndAModelOfARun() throws IOException {
        peers =
                new WorkspacePeers(
                        "ws" + NAMES.incrementAndGet(), "served" + NAMES.incrementAndGet());
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", resource("/softmax.onnx"));
        peers.blob(RUN + "/labels.json", "[\"no\",\"yes\"]");
        peers.blob("LocalUpload/u1/Score.java", resource("/Score.java"));
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        decisions.allowAll(SCIENTIST);
        for (String read : List.of("read", "models/read", "environments/read", "services/read")) {
            decisions.allow(READER, "Microsoft.MachineLearningServices/workspaces/" + read, "/");
        }
    }

    @Test
    void anOnnxModelIsServedWithoutAScript() throws SQLException {
        // Given
        String model = register("onnx").path("id");
        String image = image("image-1", model);
        requests.as(READER, "GET", "/images/" + image, null)
                .statusCode(200)
                .body("creationState", equalTo("Succeeded"));
        // When
        operation(deploy("svc-open", "\"imageId\":\"" + image + "\""), "Succeeded");
        operation(
                deploy("svc-key", "\"authEnabled\":true,\"imageId\":\"" + image + "\""),
                "Succeeded");
        // Then
        String open = endpoint("svc-open");
        requests.score(open, null, "{\"data\":[[0,5]]}")
                .statusCode(200)
                .body("result[0]", equalTo("yes"));
        requests.score(open, null, "{\"data\":[[0]]}").statusCode(400);
        JsonPath keys =
                requests.as(SCIENTIST, "POST", "/services/svc-key/listkeys", null)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        String keyed = endpoint("svc-key");
        requests.score(keyed, null, "{\"data\":[[0,5]]}")
                .statusCode(401)
                .body("error.code", equalTo("Unauthorized"));
        requests.score(keyed, keys.getString("primaryKey"), "{\"data\":[[0,5]]}").statusCode(401);
        requests.score(
                        keyed,
                        "Bearer " + issuer.aad(ScoringRequests.ARM, SCIENTIST).sign(),
                        "{\"data\":[[0,5]]}")
                .statusCode(401);
        requests.score(keyed, "Bearer " + keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        JsonPath fresh =
                requests.as(
                                SCIENTIST,
                                "POST",
                                "/services/svc-key/regenerateKeys",
                                "{\"keyType\":\"Primary\"}")
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        requests.score(keyed, "Bearer " + keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(401);
        requests.score(keyed, "Bearer " + fresh.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        requests.score(keyed, "Bearer " + keys.getString("secondaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        requests.as(READER, "POST", "/services/svc-key/listkeys", null).statusCode(403);
        requests.as(READER, "POST", "/services/svc-key/token", null).statusCode(400);
        requests.as(SCIENTIST, "DELETE", "/images/" + image, null).statusCode(409);
        assertThat(
                        stored(
                                "select primary_key from web_service where name = 'svc-key' and workspace_key = ?"))
                .doesNotContain(fresh.getString("primaryKey"));
        requests.as(SCIENTIST, "DELETE", "/services/svc-key", null).statusCode(200);
        requests.score(keyed, "Bearer " + fresh.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(404);
    }

    @Test
    void aLoadedServiceScoresWhileTheOthersAreAway() {
        // Given
        String model = register("alone").path("id");
        String image = image("image-2", model);
        operation(deploy("svc-alone", "\"imageId\":\"" + image + "\""), "Succeeded");
        String endpoint = endpoint("svc-alone");
        List<String> all = List.of("identity", "workspace", "compute", "telemetry");
        // When
        all.forEach(platform::stopPeer);
        try {
            // Then
            requests.score(endpoint, null, "{\"data\":[[0,5]]}").statusCode(200);
        } finally {
            all.forEach(platform::startPeer);
        }
    }

    @Test
    void anEntryScriptRunsInAContainer() {
        // Given
        String model = register("scripted").path("id");
        String request =
                "\"environmentImageRequest\":{\"modelIds\":[\""
                        + model
                        + "\"],\"driverProgram\":\"Score.java\",\"assets\":[{\"id\":\"Score.java\",\"url\":\"aml://artifact/LocalUpload/u1/Score.java\"}]}";
        // When
        operation(deploy("svc-java", request), "Succeeded");
        // Then
        String endpoint = endpoint("svc-java");
        requests.score(endpoint, null, "four")
                .statusCode(200)
                .body("length", equalTo(4))
                .header("x-ms-run-function-failed", "False");
        requests.score(endpoint, null, "raise")
                .statusCode(500)
                .header("x-ms-run-function-failed", "True")
                .body("error.message", containsString("the script raised"));
    }

    @Test
    void anEntryScriptInPythonGetsTheRequestAndAnswersByHttp() {
        // Given
        String model = register("raw").path("id");
        peers.blob(
                "LocalUpload/u1/score.py",
                """
                from azureml.contrib.services.aml_request import rawhttp
                from azureml.contrib.services.aml_response import AMLResponse
                def init(): pass
                @rawhttp
                def run(request):
                    if request.args.get("fail"): raise ValueError("no such row")
                    seen = request.method + " " + str("Authorization" in request.headers)
                    return AMLResponse(request.data[::-1], 207, {"X-Seen": seen, "Content-Type": "image/png", "X-Ms-Request-Id": "mine"})
                """);
        String request =
                "\"environmentImageRequest\":{\"modelIds\":[\""
                        + model
                        + "\"],\"driverProgram\":\"score.py\",\"assets\":[{\"id\":\"score.py\",\"url\":\"aml://artifact/LocalUpload/u1/score.py\"}]}";
        operation(deploy("svc-raw", "\"authEnabled\":true," + request), "Succeeded");
        String endpoint = endpoint("svc-raw") + ".inference";
        String key =
                requests.as(SCIENTIST, "POST", "/services/svc-raw/listkeys", null)
                        .statusCode(200)
                        .extract()
                        .path("primaryKey");

        // When
        byte[] answer =
                service.given(endpoint)
                        .header("Authorization", "Bearer " + key)
                        .header("x-ms-client-request-id", "c1")
                        .contentType("application/octet-stream")
                        .body(new byte[] {0, (byte) 0xff, 1})
                        .post("/score")
                        .then()
                        .statusCode(207)
                        .contentType("image/png")
                        .header("X-Seen", "POST False")
                        .header("x-ms-client-request-id", "c1")
                        .header("x-ms-request-id", not("mine"))
                        .header("x-ms-run-function-failed", "False")
                        .extract()
                        .asByteArray();

        // Then
        assertThat(answer).containsExactly(1, 0xff, 0);
        service.given(endpoint)
                .header("Authorization", "Bearer " + key)
                .get("/score?fail=1")
                .then()
                .statusCode(500)
                .header("x-ms-run-function-failed", "True")
                .body("error.message", containsString("no such row"));
        service.given(endpoint)
                .header("Authorization", "Bearer " + key)
                .header("x-ms-client-request-id", "c".repeat(101))
                .get("/score")
                .then()
                .statusCode(431);
        service.given(endpoint).get("/score").then().statusCode(401);
        for (String version : List.of("2", "3", "3.1", "4")) {
            service.given(endpoint)
                    .header("Authorization", "Bearer " + key)
                    .get("/swagger.json?version=" + version)
                    .then()
                    .statusCode(version.equals("4") ? 404 : 200);
        }
    }

    @Test
    void aModelIsNotDeletedWhileAServiceServesIt() {
        // Given
        String model = register("served").path("id");
        String version = peers.workspace() + "/models/served/versions/1";
        String members = "\"imageId\":\"" + image("image-served", model) + "\"";
        operation(deploy("svc-served", members), "Succeeded");

        // When
        requests.arm("DELETE", version, null)
                .statusCode(409)
                .body("error.message", containsString("svc-served"));
        requests.as(SCIENTIST, "DELETE", "/models/" + model, null)
                .statusCode(409)
                .body("details[0].code", equalTo("ModelInUse"));
        requests.arm("DELETE", peers.workspace() + "/models/served", null).statusCode(409);

        // Then
        requests.arm("GET", version, null).statusCode(200);
        requests.as(SCIENTIST, "DELETE", "/services/svc-served", null);
        requests.arm("DELETE", version, null).statusCode(200);
    }

    @Test
    void anMlflowModelNeedsNoEntryScript() {
        // Given
        peers.blob(
                "LocalUpload/m1/model/MLmodel",
                "flavors: {python_function: {code: code, model_path: model.pkl}}");
        peers.blob(
                "LocalUpload/m1/model/code/mymodel.py",
                """
                class Model:
                    def predict(self, data):
                        if hasattr(data, 'values'): data = data.values.tolist()
                        return [sum(row) for row in data]
                """);
        peers.blob("LocalUpload/m1/model/model.pkl", "cmymodel\nModel\n)R.");
        requests.arm(
                        "PUT",
                        peers.workspace() + "/models/sums/versions/1",
                        "{\"properties\":{\"modelType\":\"mlflow_model\",\"modelUri\":\"azureml://datastores/other/paths/LocalUpload/m1/model\"}}")
                .statusCode(201);
        String image = image("image-sums", "sums:1");

        // When
        operation(deploy("svc-sums", "\"imageId\":\"" + image + "\""), "Succeeded");

        // Then
        String endpoint = endpoint("svc-sums");
        requests.score(
                        endpoint,
                        null,
                        "{\"input_data\":{\"columns\":[\"a\",\"b\"],\"data\":[[1,2],[3,4]]}}")
                .statusCode(200)
                .body("$", contains(3, 7));
        requests.score(endpoint, null, "{\"data\":[[1,2]]}").statusCode(400);
    }

    @Test
    void anAksServiceHasTheReplicasThatItAsksFor() {
        // Given
        String model = register("replicated").path("id");
        // When
        operation(
                requests.as(
                        SCIENTIST,
                        "POST",
                        "/services",
                        "{\"name\":\"svc-replicas\",\"computeType\":\"AKS\",\"computeName\":\"aks1\",\"authEnabled\":false,\"numReplicas\":2,"
                                + "\"environmentImageRequest\":{\"modelIds\":[\""
                                + model
                                + "\"],\"driverProgram\":\"Score.java\",\"assets\":[{\"id\":\"Score.java\",\"url\":\"aml://artifact/LocalUpload/u1/Score.java\"}]}}"),
                "Succeeded");
        // Then
        requests.as(READER, "GET", "/services/svc-replicas", null)
                .body("numReplicas", equalTo(2))
                .body("deploymentStatus.availableReplicas", equalTo(2));
        String endpoint = endpoint("svc-replicas");
        assertThat(ContainerProcesses.of(endpoint + "-")).hasSize(2);
        assertThat(ContainerProcesses.of(endpoint + "-").get(0).destroyForcibly()).isTrue();
        for (int i = 0; i < 5; i++) {
            requests.score(endpoint, null, "four").statusCode(200);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ContainerProcesses.of(endpoint + "-")).hasSize(2));
    }

    @Test
    void anImageNeedsTheRegistrysAdminUser() {
        // Given
        String model = register("unpushed").path("id");
        requests.arm("PATCH", peers.registry(), "{\"properties\":{\"adminUserEnabled\":false}}")
                .statusCode(200);
        // When, Then
        operation(
                requests.as(
                        SCIENTIST,
                        "POST",
                        "/images",
                        "{\"name\":\"image-3\",\"modelIds\":[\"" + model + "\"]}"),
                "Failed");
        requests.as(READER, "GET", "/images/image-3:1", null)
                .statusCode(200)
                .body("creationState", equalTo("Failed"))
                .body("error.message", containsString("admin user is disabled"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ScoringResourceTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private String operation(ValidatableResponse started, String end) {
        String location = started.statusCode(202).extract().header("Operation-Location");
        String path = location.substring(location.indexOf("/operations/"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                requests.as(SCIENTIST, "GET", path, null)
                                        .statusCode(200)
                                        .body("state", equalTo(end)));
        String resource =
                requests.as(SCIENTIST, "GET", path, null).extract().path("resourceLocation");
        return resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1);
    }

    private Response register(String name) {
        return requests.as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\""
                                + name
                                + "\",\"url\":\"aml://artifact/"
                                + RUN
                                + "/model.onnx\",\"mimeType\":\"x\",\"framework\":\"Onnx\"}")
                .statusCode(200)
                .extract()
                .response();
    }

    private String image(String name, String model) {
        return operation(
                requests.as(
                        SCIENTIST,
                        "POST",
                        "/images",
                        "{\"name\":\"" + name + "\",\"modelIds\":[\"" + model + "\"]}"),
                "Succeeded");
    }

    private ValidatableResponse deploy(String name, String members) {
        return requests.as(
                SCIENTIST,
                "POST",
                "/services",
                "{\"name\":\"" + name + "\",\"computeType\":\"ACI\"," + members + "}");
    }

    private String endpoint(String name) {
        String uri =
                requests.as(READER, "GET", "/services/" + name, null)
                        .statusCode(200)
                        .body("state", equalTo("Healthy"))
                        .extract()
                        .path("scoringUri");
        return uri.substring("https://".length(), uri.indexOf('.'));
    }

    private String stored(String query) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, peers.workspace().toLowerCase(java.util.Locale.ROOT));
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return new String(rows.getBytes(1), StandardCharsets.ISO_8859_1);
            }
        }
    }
}
