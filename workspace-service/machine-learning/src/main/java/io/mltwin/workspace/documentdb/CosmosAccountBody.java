package io.mltwin.workspace.documentdb;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Microsoft.DocumentDB/databaseAccounts on the wire (API 2021-04-15), without what each tracked resource has. */
record CosmosAccountBody(String kind, JsonNode identity, Properties properties) {

    record Properties(
            String provisioningState,
            String documentEndpoint,
            String databaseAccountOfferType,
            ConsistencyPolicy consistencyPolicy,
            List<Location> locations,
            List<Location> writeLocations,
            List<Location> readLocations,
            String keyVaultKeyUri,
            Capacity capacity,
            String publicNetworkAccess,
            @JsonProperty("isVirtualNetworkFilterEnabled") Boolean virtualNetworkFilter,
            List<JsonNode> ipRules,
            List<JsonNode> virtualNetworkRules) {}

    record ConsistencyPolicy(String defaultConsistencyLevel) {}

    record Location(
            String id,
            String locationName,
            String documentEndpoint,
            String provisioningState,
            Integer failoverPriority) {}

    /** How much the account may use; -1 for as much as there is. */
    record Capacity(Integer totalThroughputLimit) {}

    /** Answer of {@code listKeys}. */
    record Keys(
            String primaryMasterKey,
            String secondaryMasterKey,
            String primaryReadonlyMasterKey,
            String secondaryReadonlyMasterKey) {
        @Override
        public String toString() {
            return "keys of an account";
        }
    }
}
