package io.mltwin.workspace.network;

import io.mltwin.workspace.machinelearning.privatelink.LinkStatus;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import java.util.List;

/** Maps between a private endpoint's row and its wire form. */
final class PrivateEndpointMapper {

    private static final String SUCCEEDED = "Succeeded";

    private PrivateEndpointMapper() {}

    /**
     * The body.
     *
     * @param state null when the workspace removed the connection
     * @param hosts that resolve to its address
     */
    static PrivateEndpointBody body(
            PrivateEndpointEntity row, PrivateEndpointConnections.State state, List<String> hosts) {
        String kind = row.manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
        PrivateEndpointBody.Connection connection = new PrivateEndpointBody.Connection(
                row.id + "/" + kind + "/" + row.connectionName,
                row.connectionName,
                PrivateEndpointValidator.TYPE + "/" + kind,
                new PrivateEndpointBody.ConnectionProperties(
                        SUCCEEDED,
                        row.targetId,
                        List.of(PrivateEndpointConnections.GROUP),
                        row.requestMessage,
                        state(state)));
        return new PrivateEndpointBody(new PrivateEndpointBody.Properties(
                SUCCEEDED,
                new PrivateEndpointBody.Subnet(row.subnetId),
                row.manual ? List.of() : List.of(connection),
                row.manual ? List.of(connection) : List.of(),
                List.of(),
                hosts.stream().map(host -> dns(host, row.address)).toList(),
                null,
                null));
    }

    private static PrivateEndpointBody.DnsConfig dns(String host, String address) {
        return new PrivateEndpointBody.DnsConfig(host, List.of(address));
    }

    private static PrivateEndpointBody.State state(PrivateEndpointConnections.State state) {
        return state == null
                ? new PrivateEndpointBody.State(LinkStatus.DISCONNECTED.text(), "The connection was removed.", "None")
                : new PrivateEndpointBody.State(state.status().text(), state.description(), "None");
    }
}
