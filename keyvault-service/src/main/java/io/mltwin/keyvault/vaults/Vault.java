package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import java.util.List;
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
}
