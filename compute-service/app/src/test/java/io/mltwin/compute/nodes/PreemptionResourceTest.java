package io.mltwin.compute.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes of low priority that Azure takes back. The quota admits none, so that the platform starts
 * no node in place of one that was taken: the test plays them.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PreemptionResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    @FromPlatform
    TestIssuer issuer;

    private TestCluster cluster;

    @BeforeEach
    void aClusterOfLowPriority() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
        setPriority("LowPriority");
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType("application/json")
                .body("""
                        {"subscriptionId":"%s","location":"eastus","vmPriority":"LowPriority","limit":0}
                        """.formatted(ArmResourceId.parse(cluster.id()).subscriptionId()))
                .post("/_mltwin/core-quotas")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void withoutNodes() throws SQLException {
        cluster.close();
    }

    private void setPriority(String priority) throws SQLException {
        cluster.execute(
                "update compute_target set location = 'eastus', settings = ? where workspace_id = ?",
                "{\"vmSize\":\"Standard_DS3_v2\",\"vmPriority\":\"" + priority + "\"}",
                cluster.workspaceId());
    }

    private void submit(String more) {
        cluster.arm(
                        "PUT",
                        "/jobs/p1",
                        "{'properties':{'jobType':'Command','command':'echo low',"
                                + more
                                + TestCluster.onCluster()
                                + "}}")
                .statusCode(201);
    }

    private ValidatableResponse preempt(String node, String token) {
        return service.given()
                .header("Authorization", "Bearer " + token)
                .post("/_mltwin/nodes/" + node + "/preempt")
                .then();
    }

    private ValidatableResponse preempt(String node) {
        return preempt(node, issuer.admin().sign());
    }

    private void awaitStatus(String status) {
        await().atMost(PATIENCE).until(() -> cluster.status("p1").equals(status));
    }

    private ValidatableResponse shown() {
        return cluster.arm("GET", "/computes/cpu", null).statusCode(200);
    }

    @Test
    void itsRunIsQueuedAgainAndEndsOnAnotherNode() throws SQLException {
        // Given
        submit("");
        NodeRun first = cluster.take(0);
        // When
        preempt(first.node()).statusCode(202);
        // Then
        awaitStatus("Queued");
        shown().body("properties.properties.nodeStateCounts.preemptedNodeCount", equalTo(1))
                .body("properties.properties.currentNodeCount", equalTo(1));
        assertThat(cluster.node(0, "next", "{}").statusCode()).isEqualTo(410);
        assertThat(cluster.node(0, "heartbeat", "{\"runId\":\"p1\"}").statusCode())
                .isEqualTo(410);
        cluster.history("GET", "/runs/p1", null)
                .then()
                .body("warnings", hasSize(1))
                .body("warnings[0].message", containsString(first.node() + " was preempted"));
        Response again = cluster.node(1, "next", "{}");
        assertThat(again.<String>path("runId")).isEqualTo("p1");
        assertThat(again.<String>path("retryReason")).contains(first.node() + " was preempted");
        cluster.beats(1, first);
        cluster.report(first, "{'status':'Running'}");
        cluster.report(first, "{'status':'Completed'}");
        assertThat(cluster.status("p1")).isEqualTo("Completed");
    }

    @Test
    void itIsForgottenWhenTheClusterHasWhatItNeeds() throws SQLException {
        submit("");
        preempt(cluster.take(0).node()).statusCode(202);
        awaitStatus("Queued");
        cluster.take(1);

        int other = cluster.addNode((cluster.id() + "/computes/cpu").toLowerCase(Locale.ROOT));
        CompletableFuture.runAsync(() -> cluster.node(other, "next", "{}"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> shown().body("properties.properties.nodeStateCounts.preemptedNodeCount", equalTo(0)));
    }

    @Test
    void theOtherNodesOfItsRunGiveItUp() throws Exception {
        submit("'resources':{'instanceCount':2},'distribution':{'distributionType':'PyTorch'},");
        List<CompletableFuture<Response>> asked = List.of(
                CompletableFuture.supplyAsync(() -> cluster.node(0, "next", "{}")),
                CompletableFuture.supplyAsync(() -> cluster.node(1, "next", "{}")));
        for (CompletableFuture<Response> one : asked) {
            assertThat(one.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        assertThat(beats(0).<Boolean>path("abandon")).isFalse();
        assertThat(beats(1).<Boolean>path("abandon")).isFalse();

        preempt(cluster.nodeName(0)).statusCode(202);

        await().atMost(PATIENCE).until(() -> beats(1).<Boolean>path("cancel"));
        assertThat(beats(1).<Boolean>path("abandon")).isTrue();
        awaitStatus("Queued");
    }

    private Response beats(int node) {
        return cluster.node(node, "heartbeat", "{\"runId\":\"p1\",\"state\":\"preparing\"}");
    }

    @Test
    void aRunThatIsToBeCanceledIsNotQueuedAgain() {
        submit("");
        NodeRun run = cluster.take(0);
        cluster.arm("POST", "/jobs/p1/cancel", null).statusCode(202);

        preempt(run.node()).statusCode(202);

        awaitStatus("Canceled");
    }

    @Test
    void theTimeOnNodesThatWereTakenCounts() throws SQLException {
        submit("'limits':{'timeout':'PT100S'},");
        NodeRun run = cluster.take(0);
        cluster.execute(
                "update job set begun = now() - interval '60 seconds' where workspace_id = ?", cluster.workspaceId());
        preempt(run.node()).statusCode(202);
        awaitStatus("Queued");

        Response again = cluster.node(1, "next", "{}");

        assertThat(again.<Integer>path("maxRunDurationSeconds")).isBetween(20, 40);
    }

    @Test
    void aRunFailsWhenItsTimeIsOverAlsoOnNodesThatWereTaken() throws SQLException {
        submit("'limits':{'timeout':'PT100S'},");
        NodeRun run = cluster.take(0);
        cluster.execute(
                "update job set begun = now() - interval '100 seconds' where workspace_id = ?", cluster.workspaceId());
        preempt(run.node()).statusCode(202);
        awaitStatus("Queued");

        CompletableFuture.runAsync(() -> cluster.node(1, "next", "{}"));

        awaitStatus("Failed");
        cluster.history("GET", "/runs/p1", null)
                .then()
                .body("error.error.message", containsString("maxRunDurationSeconds, 100 s"));
    }

    @Test
    void onlyNodesOfLowPriorityAreTakenAndOnlyByTheAdministrator() throws SQLException {
        String node = cluster.nodeName(0);
        preempt("tvmps_none_d").statusCode(404);
        preempt(
                        node,
                        issuer.aad(
                                        "https://management.azure.com/",
                                        UUID.randomUUID().toString())
                                .sign())
                .statusCode(401);
        preempt(node, issuer.service("telemetry", "compute").sign()).statusCode(401);
        setPriority("Dedicated");

        preempt(node).statusCode(409).body("error.code", equalTo("NodeNotPreemptible"));

        shown().body("properties.properties.nodeStateCounts.preemptedNodeCount", equalTo(0));
    }
}
