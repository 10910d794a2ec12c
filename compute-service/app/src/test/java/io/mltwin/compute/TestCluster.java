package io.mltwin.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.encoding.Sha256;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A workspace with a cluster whose nodes are played by the test: they take runs and report as real
 * ones do.
 */
public final class TestCluster {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceUnderTest service;
    private final TestDatabase database;
    private final TestIssuer issuer;
    private final AssertedArm arm;
    private final String scientist = UUID.randomUUID().toString();
    private final String workspaceId;
    private final String id;
    private final List<String> nodes = new ArrayList<>();

    /** A run as its node has it. */
    public record NodeRun(String node, String runId, String command, String token, String url) {}

    public TestCluster(TestPlatform platform, ServiceUnderTest service, TestDatabase database, int nodeCount)
            throws SQLException {
        this(platform, service, database, nodeCount, new TestWorkspace(platform.calls()));
    }

    /** A cluster in a workspace that differs from the usual ones. */
    public TestCluster(
            TestPlatform platform,
            ServiceUnderTest service,
            TestDatabase database,
            int nodeCount,
            TestWorkspace workspace)
            throws SQLException {
        this.service = service;
        this.database = database;
        this.issuer = platform.issuer();
        this.arm = new AssertedArm(service, issuer, scientist);
        platform.decisions().allow(scientist, "*", "/");
        this.workspaceId = workspace.workspaceId();
        this.id = workspace.id();
        for (int i = 0; i < nodeCount; i++) {
            addNode();
        }
        addCluster(nodeCount);
    }

    private String computeId() {
        return computeId("cpu");
    }

    private String computeId(String name) {
        return (id + "/computes/" + name).toLowerCase(java.util.Locale.ROOT);
    }

    /** Makes the cluster again. */
    public void addCluster(int nodeCount) throws SQLException {
        addTarget("cpu", "AmlCompute", nodeCount);
    }

    /** A compute target of so many nodes. */
    public void addTarget(String name, String type, int nodeCount) throws SQLException {
        execute(
                "insert into compute_target (compute_id, arm_id, workspace_id, parent_key, name, compute_type,"
                        + " provisioning_state, settings, min_nodes, max_nodes, idle_seconds, created, modified, identity_type)"
                        + " values (?, ?, ?, lower(?), ?, ?, 'Succeeded', '{}', "
                        + nodeCount
                        + ", "
                        + nodeCount
                        + ", 120, now(), now(), 'None')",
                computeId(name),
                id + "/computes/" + name,
                workspaceId,
                id,
                name,
                type);
    }

    private void addNode() throws SQLException {
        addNode(computeId());
    }

    /** Adds a node of another target; its number. */
    public int addNode(String computeId) throws SQLException {
        return addNode("tvmps_", computeId);
    }

    /**
     * Adds a node that is a machine of the customer's, which takes the cluster's runs; its number.
     */
    public int addMachine() throws SQLException {
        return addNode("ssh_", computeId());
    }

    private int addNode(String prefix, String computeId) throws SQLException {
        String node = prefix + UUID.randomUUID().toString().replace("-", "") + "_d";
        nodes.add(node);
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into compute_node (node_id, compute_id, workspace_id, workspace_arm_id,"
                                + " secret_sha256, created, released) values (?, ?, ?, ?, ?, now(), false)")) {
            insert.setString(1, node);
            insert.setString(2, computeId);
            insert.setString(3, workspaceId);
            insert.setString(4, id);
            insert.setBytes(5, Sha256.hash("secret of " + node));
            insert.executeUpdate();
        }
        return nodes.size() - 1;
    }

    /** Removes the cluster and its nodes, so that no other test meets them. */
    public void close() throws SQLException {
        removeCluster();
        execute("delete from serverless_pool where workspace_id = ?", workspaceId);
        execute("delete from compute_node where workspace_id = ?", workspaceId);
        execute("delete from job where workspace_id = ?", workspaceId);
        execute("delete from orchestrated_run where workspace_id = ?", workspaceId);
    }

    /** As if the cluster had been deleted. */
    public void removeCluster() throws SQLException {
        execute("delete from compute_target where workspace_id = ?", workspaceId);
    }

    public void execute(String statement, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    /** A column of one row of the workspace. */
    public byte[] stored(String table, String column) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select " + column + " from " + table + " where workspace_id = ?")) {
            query.setString(1, workspaceId);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getBytes(1);
            }
        }
    }

    public String id() {
        return id;
    }

    public String workspaceId() {
        return workspaceId;
    }

    /** Azure Resource Manager's call; single quotes are double ones, WS is the workspace's id. */
    public ValidatableResponse arm(String method, String path, String body) {
        return arm.send(method, id + path, body == null ? null : body.replace("WS", id));
    }

    /** The rest of a job's or trial's properties. */
    public static String onCluster() {
        return "'environmentId':'WS/environments/AzureML-Python-3-Stdlib/versions/1','computeId':'WS/computes/cpu'";
    }

    /** A scientist's call of run history. */
    public Response history(String method, String path, String body) {
        RequestSpecification request = service.given()
                .header(
                        "Authorization",
                        "Bearer "
                                + issuer.aad("https://management.azure.com/", scientist)
                                        .expires(Instant.now().plus(Duration.ofHours(12)))
                                        .sign())
                .contentType("application/json");
        return (body == null ? request : request.body(body.replace('\'', '"')))
                .request(method, "/history/v1.0" + id + path);
    }

    public String status(String run) {
        return history("GET", "/runs/" + run, null)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    /** The ids of a run's children, oldest first. */
    public List<String> children(String run) {
        return history("GET", "/runs/" + run + "/children?$orderby=RunNumber", null)
                .then()
                .statusCode(200)
                .extract()
                .path("value.runId");
    }

    /** A node asks for work, which has to be there. */
    public NodeRun take(int node) {
        Response answer = node(node, "next", "{}");
        assertThat(answer.statusCode()).isEqualTo(200);
        try {
            JsonNode job = JSON.readTree(answer.asByteArray());
            String url = job.at("/historyUrl").asText();
            NodeRun run = new NodeRun(
                    nodes.get(node),
                    job.at("/runId").asText(),
                    job.at("/command/arguments/1").asText(),
                    job.at("/runToken").asText(),
                    url.substring(url.indexOf("/history/")));
            beats(node, run);
            report(run, "{'status':'Running'}");
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node asks for work, and does not look at the answer but its status. */
    public int asks(int node) {
        return node(node, "next", "{}").statusCode();
    }

    /** A node's heartbeat: whether it is to cancel its run. */
    public boolean beats(int node, NodeRun run) {
        return node(node, "heartbeat", "{\"runId\":\"" + run.runId() + "\"}")
                .then()
                .statusCode(200)
                .extract()
                .path("cancel");
    }

    /** A node asks for work, and waits for it a while. */
    public Response ask(int node) {
        return node(node, "next", "{}");
    }

    /** A node asks for something else than work. */
    public Response get(int node, String operation) {
        String name = nodes.get(node);
        return service.given()
                .header("Authorization", "Node secret of " + name)
                .get("/_node/" + name + "/" + operation);
    }

    public String nodeName(int node) {
        return nodes.get(node);
    }

    /** A call of a node with its secret. */
    public Response node(int node, String operation, String body) {
        String name = nodes.get(node);
        return service.given()
                .header("Authorization", "Node secret of " + name)
                .contentType("application/json")
                .body(body)
                .post("/_node/" + name + "/" + operation);
    }

    /** A node asks about the image of an environment. */
    public ValidatableResponse image(int node, String method, String operation, String environment) {
        String name = nodes.get(node);
        return service.given()
                .header("Authorization", "Node secret of " + name)
                .queryParam("environment", environment)
                .request(method, "/_node/" + name + "/" + operation)
                .then();
    }

    /** A run changes itself, with its token. */
    public void report(NodeRun run, String change) {
        asRun(run).body(change.replace('\'', '"')).patch(run.url()).then().statusCode(200);
    }

    /** A run logs a value. */
    public void log(NodeRun run, String metric, double value) {
        asRun(run)
                .body("""
                        {"name":"%s","cells":[{"%s":%s}]}
                        """.formatted(metric, metric, value))
                .post(run.url() + "/metrics")
                .then()
                .statusCode(200);
    }

    private RequestSpecification asRun(NodeRun run) {
        return service.given().header("Authorization", "Bearer " + run.token()).contentType("application/json");
    }
}
