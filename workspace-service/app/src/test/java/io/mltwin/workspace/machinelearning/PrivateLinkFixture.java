package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;

/** A workspace and a private endpoint that leads to it, put and decided by several people. */
final class PrivateLinkFixture {

    static final String ML = "Microsoft.MachineLearningServices/workspaces/";
    static final String NETWORK_VERSION = "?api-version=2021-08-01";

    final WorkspacePeers peers;

    /** ARM id of the workspace. */
    final String id;

    /** May make an endpoint in the group, and has no permission in the workspace. */
    final String stranger = UUID.randomUUID().toString();

    private final TestIssuer issuer;
    private final ServiceUnderTest service;
    private final String network;
    private String endpoint;

    PrivateLinkFixture(TestIssuer issuer, TestDecisions decisions, TestCalls calls, ServiceUnderTest service) {
        this.issuer = issuer;
        this.service = service;
        peers = new WorkspacePeers(issuer, decisions, calls, service);
        id = peers.group() + "/providers/" + ML + "ws-link";
        network = peers.group() + "/providers/Microsoft.Network/";
        name("pe-1");
        assertThat(peers.end(peers.create(id))).isEqualTo("Succeeded");
        decisions.allow(stranger, "Microsoft.Network/privateEndpoints/write", peers.group());
        decisions.allow(stranger, "Microsoft.Network/privateEndpoints/read", peers.group());
        decisions.allow(stranger, "Microsoft.Network/virtualNetworks/subnets/join/action", peers.group());
    }

    /** Goes on with the endpoint of this name. */
    void name(String name) {
        endpoint = network + "privateEndpoints/" + name;
    }

    /** ARM id of the endpoint. */
    String endpoint() {
        return endpoint;
    }

    /** Puts the endpoint as somebody, with a connection to the workspace. */
    Response put(String as, boolean manual) {
        return put(as, body(manual));
    }

    /** Puts the endpoint as somebody. */
    Response put(String as, String body) {
        return peers.as(as).body(body).put(endpoint + NETWORK_VERSION);
    }

    /** The endpoint with a connection to the workspace that is asked for by hand or not. */
    String body(boolean manual) {
        return ("{'location':'eastus','properties':{'subnet':{'id':'"
                        + network
                        + "virtualNetworks/v/subnets/s'},'"
                        + (manual ? "manualPrivate" : "private")
                        + "LinkServiceConnections':[{'name':'c','properties':{'privateLinkServiceId':'"
                        + id
                        + "','groupIds':['amlworkspace'],'requestMessage':'please'}}]}}")
                .replace('\'', '"');
    }

    /** Returns the id of the workspace's one connection; null without one. */
    String connection() {
        return peers.as(CREATOR).get(id + VERSION).path("properties.privateEndpointConnections[0].id");
    }

    /** Sets the state of a connection as somebody. */
    Response decide(String as, String connection, String status) {
        return peers.as(as).body("""
                        {
                          "properties": {
                            "privateLinkServiceConnectionState": {
                              "status": "%s",
                              "description": "d"
                            }
                          }
                        }""".formatted(status)).put(connection + VERSION);
    }

    /** Returns the state of the connection as its endpoint shows it. */
    String stateAtEndpoint() {
        Response shown = peers.as(CREATOR).get(endpoint + NETWORK_VERSION);
        String state = ".properties.privateLinkServiceConnectionState.status";
        String own = shown.path("properties.privateLinkServiceConnections[0]" + state);
        return own != null ? own : shown.path("properties.manualPrivateLinkServiceConnections[0]" + state);
    }

    /** Requires what the workspace tells compute-service of its network. */
    void networkIs(boolean publicAccess, String... addresses) {
        service.given()
                .header(
                        "Authorization",
                        "Bearer " + issuer.service("compute", "workspace").sign())
                .get("/_internal/workspaces?id=" + id)
                .then()
                .statusCode(200)
                .body("network.publicAccess", equalTo(publicAccess))
                .body("network.privateAddresses", equalTo(List.of(addresses)));
    }

    /** Changes the workspace; single quotes are double ones. */
    Response patch(String properties) {
        return peers.as(CREATOR)
                .body("{\"properties\":{" + properties.replace('\'', '"') + "}}")
                .patch(id + VERSION);
    }

    /** Returns the address of the endpoint in its subnet. */
    String address() {
        return peers.as(CREATOR).get(endpoint + NETWORK_VERSION).path("properties.customDnsConfigs[0].ipAddresses[0]");
    }
}
