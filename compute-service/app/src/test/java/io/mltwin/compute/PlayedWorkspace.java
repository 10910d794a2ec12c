package io.mltwin.compute;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A workspace played to the service under test, in which its owner has clusters. */
public final class PlayedWorkspace {

    private static final String CLUSTER = """
            {'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2',
             'scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}}
            """;

    private final String id;
    private final String workspaceId;
    private final AssertedArm arm;

    public PlayedWorkspace(
            TestCalls calls, TestIssuer issuer, ServiceUnderTest service, String subscription, boolean highImpact) {
        TestWorkspace workspace = new TestWorkspace(
                calls, subscription, Map.of("hbiWorkspace", highImpact, "supportApplicationId", "support"));
        id = workspace.id();
        workspaceId = workspace.workspaceId();
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        calls.answer("workspace", "GET", "/_internal/locks/removal", PeerAnswer.status(204));
        workspace.playSupport(calls, "support", PeerAnswer.json(200, "{}"));
    }

    public String id() {
        return id;
    }

    public String workspaceId() {
        return workspaceId;
    }

    public String owner() {
        return arm.principal();
    }

    /** A call about what lies in the workspace, such as {@code /computes/c}. */
    public ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, id + rest, body);
    }

    /** Makes a cluster of at most one node. */
    public ValidatableResponse putCluster(String name) {
        return send("PUT", "/computes/" + name, CLUSTER).statusCode(201);
    }

    /** A node whose process nobody knows, so that it counts as there until it was silent long. */
    public void addNode(TestDatabase database, String cluster, Duration idle) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into compute_node (node_id, compute_id, workspace_id, workspace_arm_id, secret_sha256,"
                                + " created, idle_since, released) values (?, ?, 'w', ?, '', ?, ?, false)")) {
            Timestamp since = Timestamp.from(Instant.now().minus(idle));
            insert.setString(1, "tvmps_" + UUID.randomUUID());
            insert.setString(
                    2, ArmResourceId.parse(id).child("computes", cluster).key());
            insert.setString(3, id);
            insert.setTimestamp(4, since);
            insert.setTimestamp(5, since);
            insert.executeUpdate();
        }
    }

    public void deleteCluster(String name) {
        send("DELETE", "/computes/" + name + "?underlyingResourceAction=Delete", null);
    }
}
