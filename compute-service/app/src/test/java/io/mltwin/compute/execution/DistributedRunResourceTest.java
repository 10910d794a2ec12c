package io.mltwin.compute.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.compute.TestCluster;
import io.mltwin.compute.TestCluster.NodeRun;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs on several nodes: all of them begin or none, and the run ends with all of them. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DistributedRunResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestDatabase database;

    private TestCluster cluster;

    @BeforeEach
    void aClusterOfTwoNodes() throws SQLException {
        cluster = new TestCluster(platform, service, database, 2);
    }

    @AfterEach
    void withoutNodes() throws SQLException {
        cluster.close();
    }

    /** A node's part of a run. */
    private record Part(int node, JsonNode job) {
        int rank() {
            return job.at("/worker/nodeRank").asInt(-1);
        }

        NodeRun run() {
            String url = job.at("/historyUrl").asText();
            return new NodeRun(
                    null,
                    job.at("/runId").asText(),
                    null,
                    job.at("/runToken").asText(),
                    url.substring(url.indexOf("/history/")));
        }
    }

    private ValidatableResponse submit(int instances, String distribution) {
        return cluster.arm(
                "PUT",
                "/jobs/d1",
                "{'properties':{'jobType':'Command','command':'echo $RANK','resources':{'instanceCount':"
                        + instances
                        + "},'distribution':"
                        + distribution
                        + ","
                        + TestCluster.onCluster()
                        + "}}");
    }

    /** Both nodes ask for work; the parts by their ranks. */
    private List<Part> takenByBoth() throws Exception {
        List<CompletableFuture<Response>> asked = new ArrayList<>();
        for (int node : List.of(0, 1)) {
            asked.add(CompletableFuture.supplyAsync(() -> given(node)));
        }
        List<Part> parts = new ArrayList<>();
        for (int node : List.of(0, 1)) {
            Response answer = asked.get(node).get(30, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).isEqualTo(200);
            parts.add(new Part(node, JSON.readTree(answer.asByteArray())));
        }
        parts.sort(java.util.Comparator.comparingInt(Part::rank));
        return parts;
    }

    /** Asks for work until there is some, as a node does. */
    private Response given(int node) {
        Response answer = cluster.node(node, "next", "{}");
        while (answer.statusCode() == 204) {
            answer = cluster.node(node, "next", "{}");
        }
        return answer;
    }

    private ValidatableResponse beats(Part part, String state) {
        return cluster.node(part.node(), "heartbeat", "{\"runId\":\"d1\",\"state\":\"" + state + "\"}")
                .then()
                .statusCode(200);
    }

    /** What it cannot have yet wakes no node that waits: a question costs a transaction. */
    @Test
    void anIdleNodeIsNotWokenWhileOthersAreMissing() throws Exception {
        // Given
        submit(2, "{'distributionType':'PyTorch'}").statusCode(201);
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> cluster.node(0, "next", "{}"));
        // Then
        await().during(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> !waiting.isDone());
        // When
        Response second = cluster.node(1, "next", "{}");
        // Then
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(waiting.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void itWaitsForAllItsNodesAndEachHasItsRank() throws Exception {
        // Given
        submit(2, "{'distributionType':'PyTorch','processCountPerInstance':3}").statusCode(201);
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> given(0));
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> !first.isDone() && cluster.status("d1").equals("Queued"));
        // When
        Response second = cluster.node(1, "next", "{}");
        // Then
        assertThat(second.statusCode()).isEqualTo(200);
        JsonNode head = JSON.readTree(second.asByteArray());
        JsonNode other = JSON.readTree(first.get(30, TimeUnit.SECONDS).asByteArray());
        assertThat(List.of(
                        head.at("/worker/nodeRank").asInt(),
                        other.at("/worker/nodeRank").asInt()))
                .containsExactlyInAnyOrder(0, 1);
        for (JsonNode job : List.of(head, other)) {
            assertThat(job.at("/worker/nodeCount").asInt()).isEqualTo(2);
            assertThat(job.at("/worker/processCount").asInt()).isEqualTo(3);
            assertThat(job.at("/worker/distribution").asText()).isEqualTo("PyTorch");
            assertThat(job.at("/worker/masterAddress").asText()).isEqualTo("127.0.0.1");
        }
        assertThat(head.at("/worker/masterPort")).isEqualTo(other.at("/worker/masterPort"));
    }

    @Test
    void allBeginWhenAllAreReadyAndTheFirstEndsWhenTheOthersHave() throws Exception {
        submit(2, "{'distributionType':'Mpi'}").statusCode(201);
        List<Part> parts = takenByBoth();
        Part head = parts.get(0);
        Part other = parts.get(1);

        beats(head, "preparing").body("start", equalTo(false));
        beats(head, "ready").body("start", equalTo(false));
        beats(other, "preparing").body("start", equalTo(false));
        beats(other, "ready").body("start", equalTo(true)).body("finish", equalTo(false));
        beats(head, "ready").body("start", equalTo(true));
        cluster.report(head.run(), "{'status':'Running'}");
        beats(head, "waiting").body("finish", equalTo(false)).body("cancel", equalTo(false));
        beats(other, "ended").body("cancel", equalTo(false));
        beats(head, "waiting").body("finish", equalTo(true)).body("cancel", equalTo(false));
        cluster.report(head.run(), "{'status':'Completed'}");
        assertThat(cluster.status("d1")).isEqualTo("Completed");
    }

    @Test
    void aNodeThatHasEndedItsPartGetsTheNextRun() throws Exception {
        submit(2, "{'distributionType':'Mpi'}").statusCode(201);
        List<Part> parts = takenByBoth();
        beats(parts.get(1), "ended");
        cluster.arm(
                        "PUT",
                        "/jobs/next",
                        "{'properties':{'jobType':'Command','command':'true'," + TestCluster.onCluster() + "}}")
                .statusCode(201);

        Response answer = cluster.node(parts.get(1).node(), "next", "{}");

        assertThat(answer.<String>path("runId")).isEqualTo("next");
        beats(parts.get(0), "waiting").body("finish", equalTo(true)).body("cancel", equalTo(false));
        assertThat(cluster.status("d1")).isNotEqualTo("Failed");
    }

    @Test
    void oneThatFailsEndsTheOthersAndTheRun() throws Exception {
        submit(2, "{'distributionType':'PyTorch'}").statusCode(201);
        List<Part> parts = takenByBoth();
        parts.forEach(part -> beats(part, "ready"));
        cluster.report(parts.get(0).run(), "{'status':'Running'}");

        cluster.report(
                parts.get(1).run(), "{'status':'Failed','error':{'error':{'code':'UserError','message':'rank 1'}}}");

        beats(parts.get(0), "running").body("cancel", equalTo(true));
        cluster.history("GET", "/runs/d1", null)
                .then()
                .body("status", equalTo("Failed"))
                .body("error.error.message", equalTo("rank 1"));
    }

    @Test
    void cancelingItReachesAllItsNodes() throws Exception {
        submit(2, "{'distributionType':'PyTorch'}").statusCode(201);
        List<Part> parts = takenByBoth();
        parts.forEach(part -> beats(part, "ready"));

        cluster.arm("POST", "/jobs/d1/cancel", null).statusCode(202);

        parts.forEach(part -> beats(part, "running").body("cancel", equalTo(true)));
        cluster.report(parts.get(0).run(), "{'status':'Canceled'}");
        assertThat(cluster.status("d1")).isEqualTo("Canceled");
    }

    @Test
    void aNodeThatGivesItsPartUpFailsTheRun() throws Exception {
        submit(2, "{'distributionType':'PyTorch'}").statusCode(201);
        List<Part> parts = takenByBoth();
        parts.forEach(part -> beats(part, "preparing"));

        CompletableFuture.runAsync(
                () -> cluster.node(parts.get(1).node(), "next", "{}").statusCode());

        await().atMost(PATIENCE).until(() -> cluster.status("d1").equals("Failed"));
        beats(parts.get(0), "ready").body("cancel", equalTo(true));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "3|{'distributionType':'PyTorch'}|400|maxNodeCount of 'cpu' is 2",
                "2|null|501|Give a distribution",
                "1|{'distributionType':'TensorFlow','workerCount':1}|501|Give PyTorch or Mpi",
                "1|{'distributionType':'None'}|400|PyTorch, Mpi or TensorFlow",
                "1|{'distributionType':'Mpi','processCountPerInstance':0}|400|must be 1 to 64",
                "1|{'distributionType':'Mpi','processCountPerInstance':65}|400|must be 1 to 64",
                "1|{'distributionType':'Mpi','processCountPerInstance':'two'}|400|must be 1 to 64"
            })
    void whatIsRefusedLeavesNoRun(int instances, String distribution, int status, String message) {
        submit(instances, distribution).statusCode(status).body("error.message", containsString(message));

        cluster.arm("GET", "/jobs/d1", null).statusCode(404);
    }
}
