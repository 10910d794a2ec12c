package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.invalid;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;

/**
 * Vault and key must both be named (COS-07), the vault by the ARM id of a key vault (COS-10), the
 * status with them.
 */
final class VaultAndKeyValidator implements EncryptionValidator {

    private static final String VAULTS = "Microsoft.KeyVault/vaults";

    @Override
    public void validate(EncryptionRequest request) {
        EncryptionBody given = request.given();
        if (given.status() == null) {
            throw invalid("status", "encryption.status is missing: say Enabled or Disabled.");
        }
        require("keyVaultArmId", given.vault());
        require("keyIdentifier", given.key());
        if (!isVault(given.vault())) {
            throw invalid(
                    "keyVaultProperties.keyVaultArmId",
                    "'" + given.vault() + "' is not the resource id of a key vault.");
        }
    }

    private static void require(String property, String value) {
        if (value == null) {
            throw invalid(
                    "keyVaultProperties." + property,
                    "A customer-managed key needs both keyVaultArmId and keyIdentifier; " + property + " is missing.");
        }
    }

    static boolean isVault(String text) {
        try {
            ArmResourceId id = ArmResourceId.parse(text);
            return id.resourceGroup() != null && AsciiCase.equal(id.type(), VAULTS);
        } catch (AzureException malformed) {
            return false;
        }
    }
}
