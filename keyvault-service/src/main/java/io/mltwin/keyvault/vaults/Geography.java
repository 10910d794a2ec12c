package io.mltwin.keyvault.vaults;

import java.util.Map;
import java.util.Set;

/** Azure's geographies: a backup of a vault's object is restored in the geography it comes from. */
final class Geography {

    private static final Map<String, Set<String>> REGIONS = Map.of(
            "United States",
            Set.of(
                    "centralus",
                    "eastus",
                    "eastus2",
                    "northcentralus",
                    "southcentralus",
                    "westcentralus",
                    "westus",
                    "westus2",
                    "westus3"),
            "Europe",
            Set.of("northeurope", "westeurope"),
            "United Kingdom",
            Set.of("uksouth", "ukwest"),
            "France",
            Set.of("francecentral", "francesouth"),
            "Germany",
            Set.of("germanywestcentral", "germanynorth"),
            "Canada",
            Set.of("canadacentral", "canadaeast"),
            "Asia Pacific",
            Set.of("eastasia", "southeastasia"),
            "Australia",
            Set.of("australiacentral", "australiacentral2", "australiaeast", "australiasoutheast"),
            "Japan",
            Set.of("japaneast", "japanwest"),
            "India",
            Set.of("centralindia", "southindia", "westindia"));

    private Geography() {}

    /** Returns the geography of a location; one that is not listed is a geography of its own. */
    static String of(String location) {
        return REGIONS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(location))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(location);
    }
}
