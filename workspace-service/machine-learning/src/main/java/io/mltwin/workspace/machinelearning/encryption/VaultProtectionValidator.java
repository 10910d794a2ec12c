package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.unfit;

/** Soft delete and purge protection are on, so that the key cannot be lost (COS-18). */
final class VaultProtectionValidator implements EncryptionValidator {

    @Override
    public void validate(EncryptionRequest request) {
        require(request, "enableSoftDelete", "soft delete");
        require(request, "enablePurgeProtection", "purge protection");
    }

    private static void require(EncryptionRequest request, String property, String words) {
        if (!request.vaultProperties().path(property).asBoolean(false)) {
            throw unfit(request.vaultName() + " has no " + words + ", which a customer-managed key needs.");
        }
    }
}
