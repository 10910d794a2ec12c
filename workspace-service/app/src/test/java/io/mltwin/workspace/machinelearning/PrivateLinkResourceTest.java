package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.PrivateLinkFixture.ML;
import static io.mltwin.workspace.machinelearning.PrivateLinkFixture.NETWORK_VERSION;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.workspace.arm.ArmCaller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Private endpoints and their connections in a workspace: asked for, decided, removed. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class PrivateLinkResourceTest {

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
    void answersAsEachTrackedTypeDoes() {
        ArmCaller arm = ArmCaller.ofNewSubscription(service, issuer, decisions);
        arm.group("group", "{}");
        arm.group("other", "{}");
        decisions.allow(arm.owner(), "*", link.peers.group());

        ResourceTypeContract.of(
                        arm::sendAny,
                        arm.subscription(),
                        "Microsoft.Network/privateEndpoints",
                        link.body(false).replace("\"location\":\"eastus\",", ""))
                .verify();
    }

    @Test
    void approverIsConnectedAtOnce() {
        link.put(CREATOR, false)
                .then()
                .statusCode(201)
                .body("properties.provisioningState", equalTo("Succeeded"))
                .body(
                        "properties.privateLinkServiceConnections[0].properties.privateLinkServiceConnectionState.status",
                        equalTo("Approved"));
        link.peers
                .as(CREATOR)
                .get(link.id + VERSION)
                .then()
                .body("properties.privateLinkCount", equalTo(1))
                .body("properties.privateEndpointConnections[0].name", startsWith("pe-1."))
                .body(
                        "properties.privateEndpointConnections[0].properties.privateEndpoint.id",
                        equalTo(link.endpoint()))
                .body(
                        "properties.privateEndpointConnections[0].properties.privateLinkServiceConnectionState.status",
                        equalTo("Approved"));

        link.put(CREATOR, false).then().statusCode(200);
        link.put(CREATOR, true).then().statusCode(400).body("error.code", equalTo("PrivateEndpointCannotBeChanged"));
        assertThat(link.peers.as(CREATOR).get(link.id + VERSION).<Integer>path("properties.privateLinkCount"))
                .isEqualTo(1);
    }

    /** From where a workspace is reached, as its settings and connections change. */
    @Test
    void onlyApprovedConnectionsLeadIntoAClosedWorkspace() {
        link.networkIs(true);
        link.patch("'publicNetworkAccess':'Disabled'")
                .then()
                .statusCode(200)
                .body("properties.publicNetworkAccess", equalTo("Disabled"));
        link.networkIs(false);
        link.patch("'publicNetworkAccess':'Perhaps'").then().statusCode(400);
        // a PUT that does not mention it opens nothing
        link.peers.as(CREATOR).body("{\"location\":\"eastus\"}").put(link.id + VERSION);
        link.networkIs(false);

        link.put(CREATOR, true).then().statusCode(201);
        String address = link.address();
        assertThat(address).startsWith("127.64.");
        link.networkIs(false);
        link.decide(CREATOR, link.connection(), "Approved").then().statusCode(200);
        link.networkIs(false, address);
        link.decide(CREATOR, link.connection(), "Rejected").then().statusCode(200);
        link.networkIs(false);
        link.decide(CREATOR, link.connection(), "Approved").then().statusCode(200);
        link.networkIs(false, address);
        link.peers.as(CREATOR).delete(link.connection() + VERSION).then().statusCode(200);
        link.networkIs(false);
        link.peers.as(CREATOR).delete(link.endpoint() + NETWORK_VERSION).then().statusCode(200);
        link.put(CREATOR, false).then().statusCode(201);
        assertThat(link.address()).isNotEqualTo(address);
        link.networkIs(false, link.address());

        link.patch("'publicNetworkAccess':'Enabled'").then().statusCode(200);
        link.networkIs(true, link.address());
    }

    /** The flag of API 2020-08-01, where {@code publicNetworkAccess} was never said. */
    @Test
    void behindAnEndpointThePublicIsLetInUnlessTheFlagSaysNo() {
        link.patch("'allowPublicAccessWhenBehindVnet':false").then().statusCode(200);
        link.networkIs(true);

        link.put(CREATOR, false).then().statusCode(201);
        link.networkIs(false, link.address());
        link.peers
                .as(CREATOR)
                .get(link.id + VERSION)
                .then()
                .body("properties.publicNetworkAccess", equalTo("Disabled"));

        link.patch("'allowPublicAccessWhenBehindVnet':true").then().statusCode(200);
        link.networkIs(true, link.address());
        link.patch("'allowPublicAccessWhenBehindVnet':false,'publicNetworkAccess':'Enabled'")
                .then()
                .statusCode(200);
        link.networkIs(true, link.address());
    }

    @Test
    void callerWithoutApprovalAsksAndWaits() {
        link.put(link.stranger, false).then().statusCode(403).body("error.code", equalTo("LinkedAuthorizationFailed"));
        assertThat(link.connection()).isNull();
        link.peers.as(CREATOR).get(link.endpoint() + NETWORK_VERSION).then().statusCode(404);

        link.put(link.stranger, true).then().statusCode(201);

        assertThat(link.stateAtEndpoint()).isEqualTo("Pending");
        link.peers
                .as(CREATOR)
                .get(link.connection() + VERSION)
                .then()
                .body("properties.privateLinkServiceConnectionState.description", equalTo("please"));
    }

    @Test
    void theOwnerOfTheWorkspaceDecides() {
        link.put(link.stranger, true).then().statusCode(201);
        String connection = link.connection();
        String writer = UUID.randomUUID().toString();
        decisions.allow(writer, ML + "privateEndpointConnections/write", link.id);

        link.decide(link.stranger, connection, "Approved").then().statusCode(403);
        link.decide(writer, connection, "Approved")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("LinkedAuthorizationFailed"));
        assertThat(link.stateAtEndpoint()).isEqualTo("Pending");

        for (String status : new String[] {"Approved", "Rejected", "rejected", "Approved"}) {
            link.decide(CREATOR, connection, status)
                    .then()
                    .statusCode(200)
                    .body(
                            "properties.privateLinkServiceConnectionState.status",
                            org.hamcrest.Matchers.equalToIgnoringCase(status));
            assertThat(link.stateAtEndpoint()).isEqualToIgnoringCase(status);
        }
        decisions.allow(writer, ML + "privateEndpointConnectionsApproval/action", link.id);
        link.decide(writer, connection, "Rejected").then().statusCode(200);
    }

    @Test
    void removedConnectionIsDisconnected() {
        link.put(CREATOR, false).then().statusCode(201);
        String connection = link.connection();

        link.peers.as(CREATOR).delete(connection + VERSION).then().statusCode(200);
        link.peers.as(CREATOR).delete(connection + VERSION).then().statusCode(204);

        assertThat(link.stateAtEndpoint()).isEqualTo("Disconnected");
        link.put(CREATOR, false).then().statusCode(200);
        assertThat(link.connection()).isNull();
    }

    @Test
    void theConnectionGoesWithItsEndpoint() {
        link.put(CREATOR, true).then().statusCode(201);
        String connection = link.connection();
        link.decide(CREATOR, connection, "Approved").then().statusCode(200);

        link.peers.as(CREATOR).delete(link.endpoint() + NETWORK_VERSION).then().statusCode(200);
        link.peers.as(CREATOR).delete(link.endpoint() + NETWORK_VERSION).then().statusCode(204);

        link.peers.as(CREATOR).get(connection + VERSION).then().statusCode(404);
        assertThat(link.peers.as(CREATOR).get(link.id + VERSION).<Integer>path("properties.privateLinkCount"))
                .isZero();
    }

    @Test
    void theConnectionGoesWithItsWorkspace() {
        link.put(CREATOR, false).then().statusCode(201);

        assertThat(link.peers.end(link.peers.as(CREATOR).delete(link.id + VERSION)))
                .isEqualTo("Succeeded");

        assertThat(link.stateAtEndpoint()).isEqualTo("Disconnected");
    }

    @Test
    void theOneResourceIsTheWorkspace() {
        link.peers
                .as(CREATOR)
                .get(link.id + "/privateLinkResources" + VERSION)
                .then()
                .statusCode(200)
                .body("value", hasSize(1))
                .body("value[0].properties.groupId", equalTo("amlworkspace"))
                .body("value[0].properties.requiredMembers", equalTo(List.of("default")));
        link.peers
                .as(link.stranger)
                .get(link.id + "/privateLinkResources" + VERSION)
                .then()
                .statusCode(403);
    }
}
