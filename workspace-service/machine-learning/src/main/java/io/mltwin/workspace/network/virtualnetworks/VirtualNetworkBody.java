package io.mltwin.workspace.network.virtualnetworks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code VirtualNetwork} on the wire (API 2021-08-01), without what each tracked resource has. */
@JsonIgnoreProperties(ignoreUnknown = true)
record VirtualNetworkBody(JsonNode extendedLocation, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            String provisioningState,
            String resourceGuid,
            AddressSpace addressSpace,
            List<SubnetBody> subnets,
            JsonNode virtualNetworkPeerings,
            Boolean enableDdosProtection,
            JsonNode ddosProtectionPlan,
            DhcpOptions dhcpOptions,
            JsonNode bgpCommunities,
            JsonNode encryption,
            JsonNode ipAllocations,
            Integer flowTimeoutInMinutes,
            Boolean enableVmProtection) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record AddressSpace(List<String> addressPrefixes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DhcpOptions(List<String> dnsServers) {}
}
