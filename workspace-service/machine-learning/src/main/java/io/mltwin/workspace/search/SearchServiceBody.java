package io.mltwin.workspace.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;

/** Microsoft.Search/searchServices on the wire (API 2020-08-01), without what each tracked resource has. */
record SearchServiceBody(Sku sku, JsonNode identity, Properties properties) {

    record Sku(String name) {}

    record Properties(
            Integer replicaCount,
            Integer partitionCount,
            String hostingMode,
            String publicNetworkAccess,
            String status,
            String provisioningState,
            JsonNode networkRuleSet) {}

    private static final String SKU =
            "one of basic, free, standard, standard2, standard3, storage_optimized_l1, storage_optimized_l2.";
    private static final String NETWORK_RULES = "Network rules of a search service";

    /** Refuses with 400 what Azure refuses, with 501 what is not built. */
    static final Rules<SearchServiceBody> RULES = Rules.of(
                    SearchServiceBody.class, "", (name, why) -> badRequest(name + " is " + why))
            .required(SKU, "sku.name")
            .matches("basic|free|standard[23]?|storage_optimized_l[12]", SKU, "sku.name")
            .notBuiltIfAsked("The identity of a search service", "identity.type")
            .range(1, 12, "a number from 1 to 12.", "properties.replicaCount", "properties.partitionCount")
            .notBuiltBut("properties.hostingMode '%s'", "properties.hostingMode", "default")
            .notBuiltBut(NETWORK_RULES, "properties.publicNetworkAccess", "enabled")
            .notBuiltIfAsked(NETWORK_RULES, "properties.networkRuleSet.ipRules");

    static AzureException badRequest(String why) {
        return AzureException.badRequest("BadRequest", why);
    }
}
