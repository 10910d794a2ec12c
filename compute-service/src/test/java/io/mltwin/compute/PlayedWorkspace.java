package io.mltwin.compute;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
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
import java.util.concurrent.ConcurrentHashMap;

/** A workspace played to the service under test, in which its owner has clusters. */
public final class PlayedWorkspace {

    private static final String CLUSTER =
            """
            {'location':'eastus','properties':{'computeType':'AmlCompute','properties':{'vmSize':'STANDARD_DS3_V2',
             'scaleSettings':{'minNodeCount':0,'maxNodeCount':1}}}}
            """;

    /** All of them by their ids. */
    private static final Map<String, Map<String, Object>> PLAYED = new ConcurrentHashMap<>();

    private final String id;
    private final AssertedArm arm;

    public PlayedWorkspace(
            TestCalls calls,
            TestIssuer issuer,
            ServiceUnderTest service,
            String subscription,
            boolean highImpact) {
        String workspaceId = UUID.randomUUID().toString();
        id =
                "/subscriptions/%s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w%s"
                        .formatted(subscription, workspaceId.substring(0, 8));
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        PLAYED.put(
                id,
                Map.ofEntries(
                        Map.entry("id", id),
                        Map.entry("workspaceId", workspaceId),
                        Map.entry("name", ArmResourceId.parse(id).name()),
                        Map.entry("location", "eastus"),
                        Map.entry("tenantId", TestIssuer.TENANT),
                        Map.entry("subscriptionId", subscription),
                        Map.entry("resourceGroup", "g"),
                        Map.entry("storageAccountName", "account"),
                        Map.entry("identityObjectId", "object"),
                        Map.entry("identityClientId", "client"),
                        Map.entry("hbiWorkspace", highImpact),
                        Map.entry("supportApplicationId", "support")));
        calls.answer("workspace", "GET", "/_internal/workspaces", PlayedWorkspace::find);
        calls.answer("workspace", "GET", "/_internal/locks/removal", PeerAnswer.status(204));
        calls.answer(
                "workspace",
                "POST",
                "/subscriptions/" + subscription + "/providers/Microsoft.Compute/register",
                PeerAnswer.json(200, "{}"));
        calls.answer(
                "identity",
                "PUT",
                "/_internal/support-applications/support/key",
                PeerAnswer.status(204));
        calls.answer(
                "identity",
                "POST",
                "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                PeerAnswer.json(
                        200,
                        Map.of("token_type", "Bearer", "expires_in", 3600, "access_token", "t")));
    }

    private static PeerAnswer find(PeerRequest request) {
        Map<String, Object> found = PLAYED.get(String.valueOf(request.query("id")));
        return found == null
                ? PeerAnswer.error(404, "ResourceNotFound", "no workspace")
                : PeerAnswer.json(200, found);
    }

    public String id() {
        return id;
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
                PreparedStatement insert =
                        connection.prepareStatement(
                                "insert into compute_node (node_id, compute_id, workspace_id, workspace_arm_id, secret_sha256,"
                                        + " created, idle_since, released) values (?, ?, 'w', ?, '', ?, ?, false)")) {
            Timestamp since = Timestamp.from(Instant.now().minus(idle));
            insert.setString(1, "tvmps_" + UUID.randomUUID());
            insert.setString(2, ArmResourceId.parse(id).child("computes", cluster).key());
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
