package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

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

/** Private endpoints and their connections in a workspace: asked for, decided, removed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PrivateLinkResourceTest {

    private static final String ML = "Microsoft.MachineLearningServices/workspaces/";
    private static final String NETWORK_VERSION = "?api-version=2021-08-01";

    @FromPlatform TestIssuer issuer;
    @FromPlatform TestDecisions decisions;
    @FromPlatform TestCalls calls;
    @FromPlatform ServiceUnderTest service;

    private WorkspacePeers peers;
    private String id;
    private String network;
    private String endpoint;
    private String stranger;

    @BeforeEach
    void aWorkspace() {
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/" + ML + "ws-link";
        network = peers.group() + "/providers/Microsoft.Network/";
        endpoint = network + "privateEndpoints/pe-1";
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        stranger = UUID.randomUUID().toString();
        decisions.allow(stranger, "Microsoft.Network/privateEndpoints/write", peers.group());
        decisions.allow(stranger, "Microsoft.Network/privateEndpoints/read", peers.group());
        decisions.allow(
                stranger, "Microsoft.Network/virtualNetworks/subnets/join/action", peers.group());
    }

    private Response put(String as, boolean manual) {
        return put(as, body(manual));
    }

    private Response put(String as, String body) {
        return peers.as(as).body(body).put(endpoint + NETWORK_VERSION);
    }

    private String body(boolean manual) {
        return ("{'location':'eastus','properties':{'subnet':{'id':'"
                        + network
                        + "virtualNetworks/v/subnets/s'},'"
                        + (manual ? "manualPrivate" : "private")
                        + "LinkServiceConnections':[{'name':'c','properties':{'privateLinkServiceId':'"
                        + id
                        + "','groupIds':['amlworkspace'],'requestMessage':'please'}}]}}")
                .replace('\'', '"');
    }

    private String connection() {
        return peers.as(CREATOR)
                .get(id + VERSION)
                .path("properties.privateEndpointConnections[0].id");
    }

    private Response decide(String as, String connection, String status) {
        return peers.as(as)
                .body(
                        """
                        {
                          "properties": {
                            "privateLinkServiceConnectionState": {
                              "status": "%s",
                              "description": "d"
                            }
                          }
                        }"""
                                .formatted(status))
                .put(connection + VERSION);
    }

    private String stateAtEndpoint() {
        Response shown = peers.as(CREATOR).get(endpoint + NETWORK_VERSION);
        String state = ".properties.privateLinkServiceConnectionState.status";
        String own = shown.path("properties.privateLinkServiceConnections[0]" + state);
        return own != null
                ? own
                : shown.path("properties.manualPrivateLinkServiceConnections[0]" + state);
    }

    @Test
    void whoMayApproveIsConnectedAtOnce() {
        put(CREATOR, false)
                .then()
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body(
                        "properties.privateLinkServiceConnections[0].properties.privateLinkServiceConnectionState.status",
                        equalTo("Approved"));
        peers.as(CREATOR)
                .get(id + VERSION)
                .then()
                .body("properties.privateLinkCount", equalTo(1))
                .body("properties.privateEndpointConnections[0].name", startsWith("pe-1."))
                .body(
                        "properties.privateEndpointConnections[0].properties.privateEndpoint.id",
                        equalTo(endpoint))
                .body(
                        "properties.privateEndpointConnections[0].properties.privateLinkServiceConnectionState.status",
                        equalTo("Approved"));

        put(CREATOR, false).then().statusCode(200);
        put(CREATOR, true)
                .then()
                .statusCode(400)
                .body("error.code", equalTo("PrivateEndpointCannotBeChanged"));
        assertThat(peers.as(CREATOR).get(id + VERSION).<Integer>path("properties.privateLinkCount"))
                .isEqualTo(1);
    }

    private void networkIs(boolean publicAccess, String... addresses) {
        service.given()
                .header("Authorization", "Bearer " + issuer.service("compute", "workspace").sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(200)
                .body("network.publicAccess", equalTo(publicAccess))
                .body("network.privateAddresses", equalTo(List.of(addresses)));
    }

    private Response patch(String properties) {
        return peers.as(CREATOR)
                .body("{\"properties\":{" + properties.replace('\'', '"') + "}}")
                .patch(id + VERSION);
    }

    private String address() {
        return peers.as(CREATOR)
                .get(endpoint + NETWORK_VERSION)
                .path("properties.customDnsConfigs[0].ipAddresses[0]");
    }

    /** From where a workspace is reached, as its settings and connections change. */
    @Test
    void onlyApprovedConnectionsLeadIntoAClosedWorkspace() {
        networkIs(true);
        patch("'publicNetworkAccess':'Disabled'")
                .then()
                .statusCode(200)
                .body("properties.publicNetworkAccess", equalTo("Disabled"));
        networkIs(false);
        patch("'publicNetworkAccess':'Perhaps'").then().statusCode(400);
        // a PUT that does not mention it opens nothing
        peers.as(CREATOR).body("{\"location\":\"eastus\"}").put(id + VERSION);
        networkIs(false);

        put(CREATOR, true).then().statusCode(201);
        String address = address();
        assertThat(address).startsWith("127.64.");
        networkIs(false);
        decide(CREATOR, connection(), "Approved").then().statusCode(200);
        networkIs(false, address);
        decide(CREATOR, connection(), "Rejected").then().statusCode(200);
        networkIs(false);
        decide(CREATOR, connection(), "Approved").then().statusCode(200);
        networkIs(false, address);
        peers.as(CREATOR).delete(connection() + VERSION).then().statusCode(200);
        networkIs(false);
        peers.as(CREATOR).delete(endpoint + NETWORK_VERSION).then().statusCode(200);
        put(CREATOR, false).then().statusCode(201);
        assertThat(address()).isNotEqualTo(address);
        networkIs(false, address());

        patch("'publicNetworkAccess':'Enabled'").then().statusCode(200);
        networkIs(true, address());
    }

    /** The flag of API 2020-08-01, where {@code publicNetworkAccess} was never said. */
    @Test
    void behindAnEndpointThePublicIsLetInUnlessTheFlagSaysNo() {
        patch("'allowPublicAccessWhenBehindVnet':false").then().statusCode(200);
        networkIs(true);

        put(CREATOR, false).then().statusCode(201);
        networkIs(false, address());
        peers.as(CREATOR)
                .get(id + VERSION)
                .then()
                .body("properties.publicNetworkAccess", equalTo("Disabled"));

        patch("'allowPublicAccessWhenBehindVnet':true").then().statusCode(200);
        networkIs(true, address());
        patch("'allowPublicAccessWhenBehindVnet':false,'publicNetworkAccess':'Enabled'")
                .then()
                .statusCode(200);
        networkIs(true, address());
    }

    @Test
    void whoMayNotApproveAsksAndWaits() {
        put(stranger, false)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"));
        assertThat(connection()).isNull();
        peers.as(CREATOR).get(endpoint + NETWORK_VERSION).then().statusCode(404);

        put(stranger, true).then().statusCode(201);

        assertThat(stateAtEndpoint()).isEqualTo("Pending");
        peers.as(CREATOR)
                .get(connection() + VERSION)
                .then()
                .body(
                        "properties.privateLinkServiceConnectionState.description",
                        equalTo("please"));
    }

    @Test
    void whoMayNotJoinTheSubnetMakesNone() {
        String other = UUID.randomUUID().toString();
        decisions.allow(other, "Microsoft.Network/privateEndpoints/write", peers.group());
        decisions.allow(other, ML + "privateEndpointConnectionsApproval/action", id);

        put(other, false).then().statusCode(403);

        assertThat(connection()).isNull();
    }

    @Test
    void theOwnerOfTheWorkspaceDecides() {
        put(stranger, true).then().statusCode(201);
        String connection = connection();
        String writer = UUID.randomUUID().toString();
        decisions.allow(writer, ML + "privateEndpointConnections/write", id);

        decide(stranger, connection, "Approved").then().statusCode(403);
        decide(writer, connection, "Approved")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"));
        assertThat(stateAtEndpoint()).isEqualTo("Pending");

        for (String status : new String[] {"Approved", "Rejected", "rejected", "Approved"}) {
            decide(CREATOR, connection, status)
                    .then()
                    .statusCode(200)
                    .body(
                            "properties.privateLinkServiceConnectionState.status",
                            org.hamcrest.Matchers.equalToIgnoringCase(status));
            assertThat(stateAtEndpoint()).isEqualToIgnoringCase(status);
        }
        decisions.allow(writer, ML + "privateEndpointConnectionsApproval/action", id);
        decide(writer, connection, "Rejected").then().statusCode(200);
    }

    @Test
    void nobodySaysThatOneWaitsOrIsDisconnected() {
        put(stranger, true).then().statusCode(201);
        String connection = connection();

        for (String status : List.of("Pending", "Disconnected", "Timeout", "yes", "")) {
            decide(CREATOR, connection, status)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("ValidationError"));
        }
        for (String body :
                List.of(
                        "{}",
                        "[]",
                        "{\"properties\":{}}",
                        "{\"properties\":{\"privateLinkServiceConnectionState\":{}}}")) {
            peers.as(CREATOR).body(body).put(connection + VERSION).then().statusCode(400);
        }

        assertThat(stateAtEndpoint()).isEqualTo("Pending");
    }

    @Test
    void noConnectionWithoutAPrivateEndpoint() {
        String none = id + "/privateEndpointConnections/made-up";

        decide(CREATOR, none, "Approved").then().statusCode(404);
        peers.as(CREATOR).get(none + VERSION).then().statusCode(404);
        peers.as(CREATOR).delete(none + VERSION).then().statusCode(204);
        peers.as(CREATOR)
                .get(id + "/privateEndpointConnections" + VERSION)
                .then()
                .body("value", empty());
    }

    @Test
    void whatTheOwnerRemovesIsDisconnected() {
        put(CREATOR, false).then().statusCode(201);
        String connection = connection();

        peers.as(CREATOR).delete(connection + VERSION).then().statusCode(200);
        peers.as(CREATOR).delete(connection + VERSION).then().statusCode(204);

        assertThat(stateAtEndpoint()).isEqualTo("Disconnected");
        put(CREATOR, false).then().statusCode(200);
        assertThat(connection()).isNull();
    }

    @Test
    void theConnectionGoesWithItsEndpoint() {
        put(CREATOR, true).then().statusCode(201);
        String connection = connection();
        decide(CREATOR, connection, "Approved").then().statusCode(200);

        peers.as(CREATOR).delete(endpoint + NETWORK_VERSION).then().statusCode(200);
        peers.as(CREATOR).delete(endpoint + NETWORK_VERSION).then().statusCode(204);

        peers.as(CREATOR).get(connection + VERSION).then().statusCode(404);
        assertThat(peers.as(CREATOR).get(id + VERSION).<Integer>path("properties.privateLinkCount"))
                .isZero();
    }

    @Test
    void theConnectionGoesWithItsWorkspace() {
        put(CREATOR, false).then().statusCode(201);

        assertThat(peers.end(peers.as(CREATOR).delete(id + VERSION))).isEqualTo("Succeeded");

        assertThat(stateAtEndpoint()).isEqualTo("Disconnected");
    }

    @Test
    void aLockedWorkspaceLetsNobodyIn() {
        put(stranger, true).then().statusCode(201);
        String lock = id + "/providers/Microsoft.Authorization/locks/l?api-version=2020-05-01";
        peers.as(CREATOR)
                .body("{\"properties\":{\"level\":\"ReadOnly\"}}")
                .put(lock)
                .then()
                .statusCode(201);

        decide(CREATOR, connection(), "Approved").then().statusCode(409);
        peers.as(CREATOR).delete(connection() + VERSION).then().statusCode(409);
        endpoint = network + "privateEndpoints/pe-2";
        put(CREATOR, false).then().statusCode(409).body("error.code", equalTo("ScopeLocked"));
        peers.as(CREATOR)
                .get(id + "/privateEndpointConnections" + VERSION)
                .then()
                .body("value", hasSize(1));
    }

    /** What is changed in a good request, and the status of the refusal. */
    private static final List<String> REFUSED =
            List.of(
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

    @Test
    void whatIsNoPrivateEndpointIsRefused() {
        for (String refused : REFUSED) {
            String[] cells = refused.split(" \\| ");
            String[] change = cells[0].replace('\'', '"').split(" >", -1);

            Response answer =
                    put(CREATOR, body(false).replace(change[0].strip(), change[1].strip()));

            assertThat(answer.statusCode()).as(refused).isEqualTo(Integer.parseInt(cells[1]));
        }

        assertThat(connection()).isNull();
        peers.as(CREATOR).get(endpoint + NETWORK_VERSION).then().statusCode(404);
    }

    @Test
    void ofAWorkspaceOutOfSightNothingIsTold() {
        String body = body(true).replace("ws-link", "ws-none");

        put(stranger, body)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"));
    }

    @Test
    void theOneResourceIsTheWorkspace() {
        peers.as(CREATOR)
                .get(id + "/privateLinkResources" + VERSION)
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].properties.groupId", equalTo("amlworkspace"))
                .body("value[0].properties.requiredMembers", equalTo(List.of("default")));
        peers.as(stranger).get(id + "/privateLinkResources" + VERSION).then().statusCode(403);
    }
}
