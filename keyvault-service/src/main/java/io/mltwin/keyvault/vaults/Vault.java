package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An active vault as the data plane needs it: its permissions, and the data key of its content.
 *
 * @param premium its SKU has hardware-protected keys
 */
public record Vault(
        UUID id,
        String name,
        String armId,
        String location,
        String tenantId,
        boolean premium,
        boolean rbac,
        List<AccessPolicy> accessPolicies,
        int retentionDays,
        boolean purgeProtection,
        NetworkRules network,
        DataKey dataKey) {

    /**
     * {@code Recoverable+Purgeable} and its variants, as shown in the attributes of every object.
     */
    public String recoveryLevel() {
        String level = retentionDays < 90 ? "CustomizedRecoverable" : "Recoverable";
        return purgeProtection ? level : level + "+Purgeable";
    }

    /** Returns the geography in which backups may be restored. */
    public String geography() {
        return Geography.of(location);
    }

    /** Returns the vault's subscription; backups are restored within it only. */
    public String subscriptionId() {
        return ArmResourceId.parse(armId).subscriptionId();
    }

    @Override
    public String toString() {
        return "vault " + name;
    }

    /** Azure's geographies: a backup of a vault's object is restored in the geography it comes from. */
    static final class Geography {

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
}
