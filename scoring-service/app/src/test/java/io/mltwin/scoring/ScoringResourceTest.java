package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

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

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    TestPlatform platform;

    private WorkspacePeers peers;
    private ScoringRequests requests;
    private ScientistRequests scientist;

    @BeforeEach
    void aWorkspaceWithARegistryAndAModelOfARun() {
        peers = new WorkspacePeers("ws" + NAMES.incrementAndGet(), "served" + NAMES.incrementAndGet());
        peers.program(calls);
        peers.blob(RUN + "/model.onnx", ServedModel.resource("/softmax.onnx"));
        peers.blob(RUN + "/labels.json", "[\"no\",\"yes\"]");
        peers.blob("LocalUpload/u1/Score.java", ServedModel.resource("/Score.java"));
        requests = new ScoringRequests(service, issuer, peers);
        requests.newRegistry();
        scientist = new ScientistRequests(requests, SCIENTIST, RUN);
        decisions.allowAll(SCIENTIST);
        for (String read : List.of("read", "models/read", "environments/read", "services/read")) {
            decisions.allow(READER, "Microsoft.MachineLearningServices/workspaces/" + read, "/");
        }
    }

    @Test
    void anOnnxModelIsServedWithoutAScript() throws SQLException {
        // Given
        String model = scientist.register("onnx").path("id");
        String image = scientist.image("image-1", model);
        requests.as(READER, "GET", "/images/" + image, null)
                .statusCode(200)
                .body("creationState", equalTo("Succeeded"));
        // When
        scientist.operation(scientist.deploy("svc-open", "\"imageId\":\"" + image + "\""), "Succeeded");
        scientist.operation(
                scientist.deploy("svc-key", "\"authEnabled\":true,\"imageId\":\"" + image + "\""), "Succeeded");
        // Then
        requests.as(READER, "GET", "/services/svc-open", null).body("authEnabled", equalTo(false));
        String open = scientist.endpoint("svc-open");
        requests.score(open, null, "{\"data\":[[0,5]]}").statusCode(200).body("result[0]", equalTo("yes"));
        requests.score(open, null, "{\"data\":[[0]]}").statusCode(400);
        JsonPath keys = requests.as(SCIENTIST, "POST", "/services/svc-key/listkeys", null)
                .statusCode(200)
                .extract()
                .jsonPath();
        String keyed = scientist.endpoint("svc-key");
        requests.score(keyed, null, "{\"data\":[[0,5]]}").statusCode(401).body("error.code", equalTo("Unauthorized"));
        requests.score(keyed, keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(401);
        requests.score(
                        keyed,
                        "Bearer " + issuer.aad(ScoringRequests.ARM, SCIENTIST).sign(),
                        "{\"data\":[[0,5]]}")
                .statusCode(401);
        requests.score(keyed, "Bearer " + keys.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(200);
        JsonPath fresh = requests.as(SCIENTIST, "POST", "/services/svc-key/regenerateKeys", "{\"keyType\":\"Primary\"}")
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
        assertThat(stored("select primary_key from web_service where name = 'svc-key' and workspace_key = ?"))
                .doesNotContain(fresh.getString("primaryKey"));
        requests.as(SCIENTIST, "DELETE", "/services/svc-key", null).statusCode(200);
        requests.score(keyed, "Bearer " + fresh.getString("primaryKey"), "{\"data\":[[0,5]]}")
                .statusCode(404);
    }

    @Test
    void aLoadedServiceScoresWhileTheOthersAreAway() {
        // Given
        String model = scientist.register("alone").path("id");
        String image = scientist.image("image-2", model);
        scientist.operation(scientist.deploy("svc-alone", "\"imageId\":\"" + image + "\""), "Succeeded");
        String endpoint = scientist.endpoint("svc-alone");
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
    void aModelIsNotDeletedWhileAServiceServesIt() {
        // Given
        String model = scientist.register("served").path("id");
        String version = peers.workspace() + "/models/served/versions/1";
        String members = "\"imageId\":\"" + scientist.image("image-served", model) + "\"";
        scientist.operation(scientist.deploy("svc-served", members), "Succeeded");

        // When
        requests.arm("DELETE", version, null).statusCode(409).body("error.message", containsString("svc-served"));
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
    void anAksServiceHasTheReplicasThatItAsksFor() {
        // Given
        String model = scientist.register("replicated").path("id");
        // When
        scientist.operation(
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
        String endpoint = scientist.endpoint("svc-replicas");
        assertThat(ContainerProcesses.of(endpoint + "-")).hasSize(2);
        assertThat(ContainerProcesses.of(endpoint + "-").get(0).destroyForcibly())
                .isTrue();
        for (int i = 0; i < 5; i++) {
            requests.score(endpoint, null, "four").statusCode(200);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(ContainerProcesses.of(endpoint + "-")).hasSize(2));
        ContainerProcesses.of(endpoint + "-").forEach(ProcessHandle::destroyForcibly);
        await().pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> requests.as(READER, "GET", "/services/svc-replicas", null)
                        .body("deploymentStatus.desiredReplicas", equalTo(2))
                        .body("deploymentStatus.availableReplicas", lessThan(2)));
    }

    @Test
    void anImageNeedsTheRegistrysAdminUser() {
        // Given
        String model = scientist.register("unpushed").path("id");
        requests.arm("PATCH", peers.registry(), "{\"properties\":{\"adminUserEnabled\":false}}")
                .statusCode(200);
        // When, Then
        scientist.operation(
                requests.as(SCIENTIST, "POST", "/images", "{\"name\":\"image-3\",\"modelIds\":[\"" + model + "\"]}"),
                "Failed");
        requests.as(READER, "GET", "/images/image-3:1", null)
                .statusCode(200)
                .body("creationState", equalTo("Failed"))
                .body("error.message", containsString("admin user is disabled"));
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
