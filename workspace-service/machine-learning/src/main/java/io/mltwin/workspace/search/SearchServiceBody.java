package io.mltwin.workspace.search;

import static io.mltwin.armweb.AzureException.notBuiltIf;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** Microsoft.Search/searchServices on the wire (API 2020-08-01), without what each tracked resource has. */
@JsonIgnoreProperties(ignoreUnknown = true)
record SearchServiceBody(Sku sku, JsonNode identity, Properties properties) {

    private static final List<String> SKUS = List.of(
            "basic", "free", "standard", "standard2", "standard3", "storage_optimized_l1", "storage_optimized_l2");
    private static final int MOST = 12;

    record Sku(String name) {}

    record Properties(
            Integer replicaCount,
            Integer partitionCount,
            String hostingMode,
            String publicNetworkAccess,
            String status,
            String provisioningState,
            JsonNode networkRuleSet) {}

    /** Refuses with 400 what Azure refuses, with 501 what is not built. */
    void validate() {
        if (sku == null || sku.name == null || !SKUS.contains(sku.name)) {
            throw badRequest("sku.name is one of " + SKUS + ".");
        }
        notBuiltIf(
                identity != null && AsciiCase.isOther(identity.path("type").asText("None"), "None"),
                "The identity of a search service");
        if (properties != null) {
            requireCount("replicaCount", properties.replicaCount);
            requireCount("partitionCount", properties.partitionCount);
            String mode = properties.hostingMode;
            notBuiltIf(AsciiCase.isOther(mode, "default"), "properties.hostingMode '%s'", mode);
            JsonNode rules = properties.networkRuleSet;
            notBuiltIf(
                    AsciiCase.isOther(properties.publicNetworkAccess, "enabled")
                            || rules != null && !rules.path("ipRules").isEmpty(),
                    "Network rules of a search service");
        }
    }

    private static void requireCount(String property, Integer value) {
        if (value != null && (value < 1 || value > MOST)) {
            throw badRequest("properties." + property + " is a number from 1 to " + MOST + ".");
        }
    }

    static AzureException badRequest(String why) {
        return AzureException.badRequest("BadRequest", why);
    }
}
