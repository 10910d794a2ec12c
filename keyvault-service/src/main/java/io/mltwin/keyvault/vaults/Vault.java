package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import java.util.List;
import java.util.UUID;

/**
 * An active vault as the data plane needs it: who may do what in it, and the key of what it holds
 * at rest.
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

    /** Where backups may be restored. */
    public String geography() {
        return Geography.of(location);
    }

    /** The subscription it lies in: backups are restored within it only. */
    public String subscriptionId() {
        return ArmResourceId.parse(armId).subscriptionId();
    }

    @Override
    public String toString() {
        return "vault " + name;
    }
}
