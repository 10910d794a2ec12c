package io.mltwin.workspace.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Microsoft.Network/privateEndpoints on the wire (API 2021-08-01), without what each tracked resource has. */
record PrivateEndpointBody(Properties properties) {

    record Properties(
            String provisioningState,
            Subnet subnet,
            List<Connection> privateLinkServiceConnections,
            List<Connection> manualPrivateLinkServiceConnections,
            List<JsonNode> networkInterfaces,
            List<DnsConfig> customDnsConfigs,
            JsonNode ipConfigurations,
            JsonNode applicationSecurityGroups) {}

    /** A name that is to resolve to the private endpoint's address. */
    record DnsConfig(String fqdn, List<String> ipAddresses) {}

    record Subnet(String id) {}

    record Connection(String id, String name, String type, ConnectionProperties properties) {}

    record ConnectionProperties(
            String provisioningState,
            String privateLinkServiceId,
            List<String> groupIds,
            String requestMessage,
            State privateLinkServiceConnectionState) {}

    record State(String status, String description, String actionsRequired) {}
}
