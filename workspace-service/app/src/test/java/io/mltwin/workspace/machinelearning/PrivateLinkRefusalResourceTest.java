package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.PrivateLinkFixture.ML;
import static io.mltwin.workspace.machinelearning.PrivateLinkFixture.NETWORK_VERSION;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is refused of private endpoints and of their connections in a workspace. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PrivateLinkRefusalResourceTest {

    /** What is changed in a good request, and the status of the refusal. */
    private static final List<String> REFUSED = List.of(
            "'location':'eastus' > 'location':'mars' | 400",
            "'location':'eastus', > | 400",
            "'groupIds':['amlworkspace'] > 'groupIds':['blob'] | 400",
            "'groupIds':['amlworkspace'], > | 400",
            "'name':'c', > | 400",
            "/subnets/s > | 400",
            "'subnet': > 'net': | 400",
            "privateLinkServiceConnections > otherConnections | 400",
            "ws-link > ws-none | 404",
            "Microsoft.MachineLearningServices/workspaces > Microsoft.Storage/storageAccounts | 501");

    @FromPlatform
    TestIssuer issuer;

    @FromPlatform
    TestDecisions decisions;

    @FromPlatform
    TestCalls calls;

    @FromPlatform
    ServiceUnderTest service;

    private PrivateLinkFixture link;

    @BeforeEach
    void aWorkspace() {
        link = new PrivateLinkFixture(issuer, decisions, calls, service);
    }

    @Test
    void noCallerSetsAConnectionWaitingOrDisconnected() {
        link.put(link.stranger, true).then().statusCode(201);
        String connection = link.connection();

        for (String status : List.of("Pending", "Disconnected", "Timeout", "yes", "")) {
            link.decide(CREATOR, connection, status)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("ValidationError"));
        }
        for (String body : List.of(
                "{}", "[]", "{\"properties\":{}}", "{\"properties\":{\"privateLinkServiceConnectionState\":{}}}")) {
            link.peers.as(CREATOR).body(body).put(connection + VERSION).then().statusCode(400);
        }

        assertThat(link.stateAtEndpoint()).isEqualTo("Pending");
    }

    @Test
    void noConnectionWithoutAPrivateEndpoint() {
        String none = link.id + "/privateEndpointConnections/made-up";

        link.decide(CREATOR, none, "Approved").then().statusCode(404);
        link.peers.as(CREATOR).get(none + VERSION).then().statusCode(404);
        link.peers.as(CREATOR).delete(none + VERSION).then().statusCode(204);
        link.peers
                .as(CREATOR)
                .get(link.id + "/privateEndpointConnections" + VERSION)
                .then()
                .body("value", empty());
    }

    @Test
    void bodyThatIsNoPrivateEndpointIsRefused() {
        for (String refused : REFUSED) {
            String[] cells = refused.split(" \\| ");
            String[] change = cells[0].replace('\'', '"').split(" >", -1);

            Response answer = link.put(CREATOR, link.body(false).replace(change[0].strip(), change[1].strip()));

            assertThat(answer.statusCode()).as(refused).isEqualTo(Integer.parseInt(cells[1]));
        }

        assertThat(link.connection()).isNull();
        link.peers.as(CREATOR).get(link.endpoint() + NETWORK_VERSION).then().statusCode(404);
    }

    @Test
    void workspaceOutOfSightIsNotTold() {
        String body = link.body(true).replace("ws-link", "ws-none");

        link.put(link.stranger, body).then().statusCode(403).body("error.code", equalTo("LinkedAuthorizationFailed"));
    }

    @Test
    void callerWithoutJoinOfTheSubnetMakesNone() {
        String other = UUID.randomUUID().toString();
        decisions.allow(other, "Microsoft.Network/privateEndpoints/write", link.peers.group());
        decisions.allow(other, ML + "privateEndpointConnectionsApproval/action", link.id);

        link.put(other, false).then().statusCode(403);

        assertThat(link.connection()).isNull();
    }

    @Test
    void aLockedWorkspaceLetsNobodyIn() {
        link.put(link.stranger, true).then().statusCode(201);
        String lock = link.id + "/providers/Microsoft.Authorization/locks/l?api-version=2020-05-01";
        link.peers
                .as(CREATOR)
                .body("{\"properties\":{\"level\":\"ReadOnly\"}}")
                .put(lock)
                .then()
                .statusCode(201);

        link.decide(CREATOR, link.connection(), "Approved").then().statusCode(409);
        link.peers.as(CREATOR).delete(link.connection() + VERSION).then().statusCode(409);
        link.name("pe-2");
        link.put(CREATOR, false).then().statusCode(409).body("error.code", equalTo("ScopeLocked"));
        link.peers
                .as(CREATOR)
                .get(link.id + "/privateEndpointConnections" + VERSION)
                .then()
                .body("value", hasSize(1));
    }
}
