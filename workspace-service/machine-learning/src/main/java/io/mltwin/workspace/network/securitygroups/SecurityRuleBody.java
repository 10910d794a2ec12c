package io.mltwin.workspace.network.securitygroups;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** {@code SecurityRule} on the wire (API 2021-08-01), and as it is stored. */
record SecurityRuleBody(String id, String name, String type, Properties properties) {

    record Properties(
            String provisioningState,
            String description,
            String protocol,
            String sourcePortRange,
            List<String> sourcePortRanges,
            String destinationPortRange,
            List<String> destinationPortRanges,
            String sourceAddressPrefix,
            List<String> sourceAddressPrefixes,
            String destinationAddressPrefix,
            List<String> destinationAddressPrefixes,
            JsonNode sourceApplicationSecurityGroups,
            JsonNode destinationApplicationSecurityGroups,
            String access,
            Integer priority,
            String direction) {}

    SecurityRuleBody withId(String id, String type) {
        return new SecurityRuleBody(id, name, type, properties);
    }
}
