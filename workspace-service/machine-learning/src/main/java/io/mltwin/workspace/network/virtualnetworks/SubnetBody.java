package io.mltwin.workspace.network.virtualnetworks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code Subnet} on the wire (API 2021-08-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
record SubnetBody(String id, String name, String type, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
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
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Reference(String id) {}

    /** {@code ServiceAssociationLink}: what of another service is in the subnet. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Link(String id, String name, String type, LinkProperties properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LinkProperties(String linkedResourceType, String link, String provisioningState, Boolean allowDelete) {}
}
