package io.mltwin.compute.diskencryption;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeyException.Reason;

/** Errors of disk encryption sets, in the form of Microsoft.Compute. */
final class DiskEncryptionErrors {

    private static final String KEY = "properties.activeKey.keyUrl";

    private DiskEncryptionErrors() {}

    static AzureException inUse(ArmResourceId id, String cluster) {
        return conflict(
                "OperationNotAllowed",
                "The disk encryption set '%s' cannot be deleted: disks of '%s' are encrypted by it.",
                id.name(),
                cluster);
    }

    static AzureException identityNeeded(String armId) {
        return badRequest(
                        "DiskEncryptionSetIdentityNeeded",
                        "The disk encryption set '%s' has no identity that could use its key: give it one.",
                        armId)
                .withTarget("identity");
    }

    static AzureException notFit(String key) {
        return badRequest(
                        "KeyVaultKeyNotFit",
                        "%s must be an enabled RSA key of 2048, 3072 or 4096 bits in a vault with soft delete and purge"
                                + " protection.",
                        key)
                .withTarget(KEY);
    }

    /** The set's identity cannot use the key; 400 for who asks for it, 409 for who needs it. */
    static AzureException notUsable(int status, String armId, CustomerKeyException refused) {
        if (refused.reason() == Reason.VAULT_AWAY) {
            return new AzureException(503, "ServiceUnavailable", refused.getMessage());
        }
        return new AzureException(
                        status,
                        "KeyVaultAccessForbidden",
                        "The identity of the disk encryption set '%s' cannot use its key: %s. It needs get, wrapKey and"
                                + " unwrapKey.",
                        armId,
                        refused.getMessage())
                .withTarget(KEY);
    }
}
