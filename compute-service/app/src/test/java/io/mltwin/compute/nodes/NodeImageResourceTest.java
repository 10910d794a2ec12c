package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.TestCluster;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRN-14: nodes use the workspace's registry as the workspace, and one of them builds an image. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NodeImageResourceTest {

    private static final String ENVIRONMENT = "azureml_0123456789abcdef0123456789abcdef";
    private static final String EXCHANGE = "/oauth2/exchange";
    private static final String TOKEN = "/oauth2/token";
    private static final String JOB =
            "{'properties':{'jobType':'Command','command':'true'," + TestCluster.onCluster() + "}}";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void aCluster() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
        answer(EXCHANGE, PeerAnswer.json(200, Map.of("refresh_token", "refresh")));
        answer(TOKEN, PeerAnswer.json(200, Map.of("access_token", "access")));
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void answer(String path, PeerAnswer answer) {
        platform.calls().answer("scoring", "POST", path, answer);
    }

    private PeerRequest last(String path) {
        List<PeerRequest> all = platform.calls().received("scoring", "POST", path);
        return all.get(all.size() - 1);
    }

    private TestCluster.NodeRun runOn(int node, String job) {
        cluster.arm("PUT", "/jobs/" + job, JOB).statusCode(201);
        return cluster.take(node);
    }

    private ValidatableResponse access(String environment) {
        return cluster.image(0, "GET", "image-access", environment);
    }

    private boolean builds(int node) {
        return cluster.image(node, "POST", "image-build", ENVIRONMENT)
                .statusCode(200)
                .extract()
                .path("builds");
    }

    @Test
    void aNodeGetsATokenOfOneRepositoryAsTheWorkspace() {
        // Given
        runOn(0, "j1");

        // When
        ValidatableResponse place = access(ENVIRONMENT);

        // Then
        place.statusCode(200)
                .body("host", startsWith("reg1.azurecr."))
                .body("url", startsWith("https://"))
                .body("repository", equalTo("azureml/" + ENVIRONMENT))
                .body("token", equalTo("access"));
        assertThat(last(EXCHANGE).form("access_token")).isEqualTo("identity");
        assertThat(last(TOKEN).form("refresh_token")).isEqualTo("refresh");
        assertThat(last(TOKEN).form("scope")).isEqualTo("repository:azureml/" + ENVIRONMENT + ":pull,push");
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"401, UNAUTHORIZED", "403, DENIED", "404, NAME_UNKNOWN"})
    void aRegistryThatRefusesIsNamedWithItsReason(int status, String code) {
        // Given
        runOn(0, "j1");
        answer(
                EXCHANGE,
                PeerAnswer.json(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"not this one\"}]}"));

        // When
        ValidatableResponse refused = access(ENVIRONMENT);

        // Then
        refused.statusCode(502)
                .body("error.code", equalTo("ContainerRegistryRefused"))
                .body("error.message", containsString("reg1.azurecr."))
                .body("error.message", endsWith(status + " " + code + " not this one"));
    }

    @ParameterizedTest(name = "{0} {1} of {2}")
    @CsvSource({
        "GET, image-access, azureml_0123456789abcdef0123456789abcdef, false, 403",
        "POST, image-build, azureml_0123456789abcdef0123456789abcdef, false, 403",
        "DELETE, image-build, azureml_0123456789abcdef0123456789abcdef, false, 403",
        "GET, image-access, other, true, 400",
        "GET, image-access, azureml_../other/0123456789abcdef012345678, true, 400",
        "POST, image-build, '', true, 400"
    })
    void onlyARunHasAnEnvironmentAndOnlyUnderItsName(
            String method, String operation, String environment, boolean hasRun, int status) {
        // Given
        if (hasRun) {
            runOn(0, "j1");
        }

        // When
        ValidatableResponse refused = cluster.image(0, method, operation, environment);

        // Then
        refused.statusCode(status);
    }

    @ParameterizedTest(name = "{0} of {1}: {3}")
    @CsvSource({
        "sha256:DIGEST, azureml_0123456789abcdef0123456789abcdef, true, 204",
        "sha256:DIGEST, azureml_0123456789abcdef0123456789abcdef, false, 403",
        "sha256:DIGEST, azureml_other, true, 400",
        "latest, azureml_0123456789abcdef0123456789abcdef, true, 400",
        "'', azureml_0123456789abcdef0123456789abcdef, true, 400"
    })
    void aNodeReportsTheImageOfItsRunAlone(String digest, String environment, boolean hasRun, int status) {
        // Given
        if (hasRun) {
            runOn(0, "j1");
        }

        // When
        var answer = cluster.node(
                0,
                "image-report?environment=" + environment,
                "{\"digest\":\"%s\",\"pythonVersion\":\"3.13\"}".formatted(digest.replace("DIGEST", "0a".repeat(32))));

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void oneNodeBuildsUntilItSaysThatItHasEnded() {
        // Given
        runOn(0, "j1");
        runOn(1, "j2");
        assertThat(builds(0)).isTrue();
        assertThat(builds(1)).isFalse();
        assertThat(builds(0)).as("asked again").isTrue();
        cluster.image(1, "DELETE", "image-build", ENVIRONMENT).statusCode(204);
        assertThat(builds(1)).as("another's claim is not given back").isFalse();

        // When
        cluster.image(0, "DELETE", "image-build", ENVIRONMENT).statusCode(204);

        // Then
        assertThat(builds(1)).isTrue();
    }

    @Test
    void aClaimEndsWithItsRun() throws SQLException {
        // Given
        TestCluster.NodeRun lost = runOn(0, "j1");
        runOn(1, "j2");
        assertThat(builds(0)).isTrue();
        assertThat(builds(1)).isFalse();

        // When
        cluster.execute("update compute_node set run_id = null where node_id = ?", lost.node());

        // Then
        assertThat(builds(1)).isTrue();
    }
}
