package io.mltwin.workspace.network.virtualnetworks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code Subnet} on the wire (API 2021-08-01). */
record SubnetBody(String id, String name, String type, Properties properties) {

    record Properties(
            String provisioningState,
            String addressPrefix,
            List<String> addressPrefixes,
            Reference networkSecurityGroup,
            String privateEndpointNetworkPolicies,
            String privateLinkServiceNetworkPolicies,
            List<Reference> privateEndpoints,
            List<Link> serviceAssociationLinks,
            JsonNode routeTable,
            JsonNode natGateway,
            JsonNode serviceEndpoints,
            JsonNode serviceEndpointPolicies,
            JsonNode delegations,
            JsonNode ipAllocations,
            JsonNode applicationGatewayIpConfigurations,
            Boolean defaultOutboundAccess,
            String sharingScope) {}

    /** A resource that is named by its id. */
    record Reference(String id) {}

    /** {@code ServiceAssociationLink}: what of another service is in the subnet. */
    record Link(String id, String name, String type, LinkProperties properties) {}

    record LinkProperties(String linkedResourceType, String link, String provisioningState, Boolean allowDelete) {}
}
