package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import io.restassured.specification.RequestSpecification;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models, images and services over HTTPS, with a registry that images are really pushed to. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ScoringResourceTest {

    private static final String SCIENTIST = UUID.randomUUID().toString();
    private static final String READER = UUID.randomUUID().toString();
    private static final String STRANGER = UUID.randomUUID().toString();
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

    @ParameterizedTest(name = "{0} {1}: a reader gets {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | /models | {'name':'m','url':'aml://artifact/"
                        + RUN
                        + "/model.onnx','mimeType':'x'} | 403",
                "GET    | /models                | | 200",
                "GET    | /models/m:1            | | 404",
                "PATCH  | /models/m:1            | [] | 403",
                "DELETE | /models/m:1            | | 403",
                "POST   | /assets                | {'name':'a','artifacts':[{'prefix':'"
                        + RUN
                        + "'}]} | 403",
                "GET    | /assets                | | 200",
                "DELETE | /assets/a              | | 403",
                "POST   | /images                | {'name':'image','modelIds':['m:1']} | 403",
                "GET    | /images                | | 200",
                "DELETE | /images/i:1            | | 403",
                "POST   | /services              | {'name':'svc','computeType':'ACI','imageId':'i:1'} | 403",
                "POST   | /services              | {'name':'svc','computeType':'AKS','computeName':'aks1','imageId':'i:1'} | 403",
                "GET    | /services              | | 200",
                "GET    | /services/svc          | | 404",
                "PATCH  | /services/svc          | [] | 404",
                "DELETE | /services/svc          | | 403",
                "POST   | /services/svc/listkeys | | 404",
                "POST   | /services/svc/regenerateKeys | {'keyType':0} | 404",
                "GET    | /operations/none       | | 404"
            })
    void modelManagementIsOpenToTheWorkspacesRolesOnly(
            String method, String path, String body, int reader) {
        // Given
        String uri = requests.uri(path);
        String sent = body == null ? null : body.replace('\'', '"');
        // When, Then
        for (RequestSpecification refused :
                List.of(
                        service.given(),
                        requests.bearer(issuer.aad("https://vault.azure.net", SCIENTIST).sign()),
                        requests.bearer(
                                issuer.aad(ScoringRequests.ARM, SCIENTIST)
                                        .claim("exp", 1_000_000_000)
                                        .sign()),
                        requests.bearer(
                                issuer.run(
                                                peers.workspace(),
                                                UUID.randomUUID().toString(),
                                                "run1",
                                                SCIENTIST)
                                        .sign()),
                        requests.bearer(issuer.service("compute", "scoring").sign()),
                        requests.bearer(issuer.admin().sign()))) {
            ScoringRequests.send(refused, method, uri, sent)
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("Unauthorized"))
                    .body("details[0].code", equalTo("EmptyOrInvalidToken"));
        }
        requests.as(STRANGER, method, path, sent)
                .statusCode(403)
                .body("code", equalTo("AuthorizationFailed"));
        requests.as(READER, method, path, sent).statusCode(reader);
    }

    @Test
    void versionsAreCountedAlsoForManyAtOnce() {
        // When
        List<Integer> versions =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> register("raced").<Integer>path("version"))
                        .sorted()
                        .toList();
        // Then
        assertThat(versions).isEqualTo(IntStream.rangeClosed(1, 16).boxed().toList());
        requests.as(SCIENTIST, "DELETE", "/models/raced:16", null).statusCode(200);
        assertThat(register("raced").<String>path("id")).isEqualTo("raced:17");
    }

    @Test
    void aModelNeedsItsArtifact() {
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/models",
                        "{\"name\":\"m\",\"url\":\"aml://artifact/"
                                + RUN
                                + "/none.onnx\",\"mimeType\":\"x\"}")
                .statusCode(400)
                .body("details[0].code", equalTo("ArtifactNotFound"));
        requests.as(SCIENTIST, "POST", "/images", "{\"name\":\"image\",\"modelIds\":[\"none:1\"]}")
                .statusCode(400)
                .body("details[0].code", equalTo("ModelNotFound"));
    }

    @Test
    void anOnnxModelIsServedWithoutAScript() throws SQLException {
        // Given
        String model = register("onnx").path("id");
        String image =
                operation(
                        requests.as(
                                SCIENTIST,
                                "POST",
                                "/images",
                                "{\"name\":\"image-1\",\"modelIds\":[\"" + model + "\"]}"),
                        "Succeeded");
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
        String image =
                operation(
                        requests.as(
                                SCIENTIST,
                                "POST",
                                "/images",
                                "{\"name\":\"image-2\",\"modelIds\":[\"" + model + "\"]}"),
                        "Succeeded");
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

    @ParameterizedTest
    @CsvSource({
        "none,400,ComputeResourceNotCreated",
        "cpu,400,InvalidComputeTarget",
        "aks1,400,ImageNotFound"
    })
    void anAksServiceNeedsAnAksTarget(String compute, int status, String code) {
        requests.as(
                        SCIENTIST,
                        "POST",
                        "/services",
                        "{\"name\":\"svc-aks\",\"computeType\":\"AKS\",\"computeName\":\""
                                + compute
                                + "\",\"imageId\":\"none:1\"}")
                .statusCode(status)
                .body("details[0].code", equalTo(code));
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
