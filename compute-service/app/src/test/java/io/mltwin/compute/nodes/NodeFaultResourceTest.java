package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestVault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A node that dies or gives its run up, and a run history whose key is revoked: the run fails, and
 * its error and its logs say why.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class NodeFaultResourceTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private final String job = "j" + UUID.randomUUID().toString().substring(0, 8);
    private TestVault vault;
    private TestCluster cluster;

    @BeforeEach
    void aRunOnANode() throws SQLException {
        vault = TestVault.play(platform, "cmk", "k" + job);
        vault.letIn(PlatformService.COMPUTE.objectId());
        platform.calls().answer("workspace", "PUT", "/azureml/*", PeerAnswer.status(201));
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void submit(String customerKey) throws SQLException {
        cluster = new TestCluster(
                platform,
                service,
                database,
                1,
                new TestWorkspace(
                        platform.calls(),
                        UUID.randomUUID().toString(),
                        customerKey == null ? Map.of() : underKey(customerKey)));
        queue(job);
        cluster.take(0);
    }

    private static Map<String, Object> underKey(String key) {
        return Map.of("customerKey", Map.of("keyVaultId", "/subscriptions/s", "keyIdentifier", key));
    }

    private void queue(String name) {
        cluster.arm(
                        "PUT",
                        "/jobs/" + name,
                        "{'properties':{'jobType':'Command','command':'true'," + TestCluster.onCluster() + "}}")
                .statusCode(201);
    }

    @Test
    void theRunOfANodeThatFallsSilentFails() throws Exception {
        // When: no heartbeat comes any more
        submit(null);

        // Then
        assertFailed("NodeLost", "was lost: nothing was heard of it for");
    }

    @Test
    void theRunOfANodeThatAsksForAnotherOneFails() throws Exception {
        // Given
        submit(null);
        queue(job + "-next");

        // When
        int next = cluster.asks(0);

        // Then
        assertThat(next).isEqualTo(200);
        assertFailed("ServiceError", "The node gave the run up without reporting its end.");
    }

    @Test
    void theRunOfAWorkspaceWhoseKeyIsRevokedFailsOnceTheKeyIsBack() throws Exception {
        // Given
        submit(vault.versionUri());

        // When
        vault.enable(false);
        int next = cluster.asks(0);
        int shown = cluster.history("GET", "/runs/" + job, null).statusCode();
        vault.enable(true);

        // Then
        assertThat(next).isEqualTo(403);
        assertThat(shown).isEqualTo(403);
        assertFailed("NodeLost", "was lost: nothing was heard of it for");
    }

    private void assertFailed(String code, String reason) {
        await().atMost(LONG).until(() -> cluster.status(job).equals("Failed"));
        String error = cluster.history("GET", "/runs/" + job + "/details", null)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(error).contains("\"" + code + "\"", reason);
        String log = "/azureml/ExperimentRun/dcid." + job + "/logs/azureml/75_job_post.txt";
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(platform.calls().received("workspace", "PUT", log))
                        .singleElement()
                        .extracting(PeerRequest::text)
                        .asString()
                        .contains(reason));
    }
}
