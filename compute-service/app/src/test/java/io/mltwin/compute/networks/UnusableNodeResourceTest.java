package io.mltwin.compute.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.compute.TestCluster;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** NET-05: a node that its subnet cuts off gets no run. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class UnusableNodeResourceTest {

    private static final String FLOWS = "/_internal/subnets/flows";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration WHILE = Duration.ofSeconds(2);
    private static final String SUBNET =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s";

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    ServiceUnderTest service;

    private TestCluster cluster;

    @BeforeEach
    void aClusterInASubnet() throws SQLException {
        verdict(false);
        cluster = new TestCluster(platform, service, database, 1);
        cluster.execute(
                "update compute_target set location = 'eastus', settings = ? where arm_id = ?",
                "{\"vmSize\":\"S\",\"subnet\":{\"id\":\"" + SUBNET + "\"}}",
                cluster.id() + "/computes/cpu");
    }

    @AfterEach
    void clean() throws SQLException {
        cluster.close();
    }

    private void verdict(boolean allowed) {
        platform.calls().answer("workspace", "POST", FLOWS, PeerAnswer.json(200, """
                                {"subnet": "s", "securityGroup": "n", "verdicts": [
                                  {"allowed": %s, "ruleName": "r", "priority": 100}]}""".formatted(allowed)));
    }

    private void awaitNodes(String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> cluster.arm("GET", "/computes/cpu", null)
                        .body("properties.properties.nodeStateCounts." + state + "NodeCount", equalTo(1)));
    }

    @Test
    void aRunWaitsUntilTheNodeIsUsable() {
        awaitNodes("unusable");
        cluster.arm(
                        "PUT",
                        "/jobs/j1",
                        "{'properties':{'jobType':'Command','command':'train'," + TestCluster.onCluster() + "}}")
                .statusCode(201);

        CompletableFuture<Response> asked = CompletableFuture.supplyAsync(() -> cluster.ask(0));

        await().during(WHILE).atMost(PATIENCE).until(() -> !asked.isDone());
        assertThat(cluster.status("j1")).isEqualTo("Queued");
        verdict(true);
        Response answer = asked.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("runId")).isEqualTo("j1");
    }
}
