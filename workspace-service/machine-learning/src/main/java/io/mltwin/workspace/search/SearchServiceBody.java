package io.mltwin.workspace.search;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Microsoft.Search/searchServices on the wire (API 2020-08-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
record SearchServiceBody(
        String id,
        String name,
        String type,
        String location,
        Map<String, String> tags,
        Sku sku,
        JsonNode identity,
        Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sku(String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(
            Integer replicaCount,
            Integer partitionCount,
            String hostingMode,
            String publicNetworkAccess,
            String status,
            String provisioningState,
            JsonNode networkRuleSet) {}

    /** Answer of {@code listAdminKeys}. */
    record AdminKeys(String primaryKey, String secondaryKey) {
        @Override
        public String toString() {
            return "keys of a search service";
        }
    }
}
