package io.mltwin.workspace.network.virtualnetworks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code VirtualNetwork} on the wire (API 2021-08-01), without what each tracked resource has. */
record VirtualNetworkBody(JsonNode extendedLocation, Properties properties) {

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

    record AddressSpace(List<String> addressPrefixes) {}

    record DhcpOptions(List<String> dnsServers) {}
}
