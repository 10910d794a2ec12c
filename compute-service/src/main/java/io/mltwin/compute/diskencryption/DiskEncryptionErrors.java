package io.mltwin.compute.diskencryption;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;
import io.mltwin.customerkeys.CustomerKeyException.Reason;

/** Errors of disk encryption sets, in the form of Microsoft.Compute. */
final class DiskEncryptionErrors {

    private static final String KEY = "properties.activeKey.keyUrl";

    private DiskEncryptionErrors() {}

    static AzureException missing(String parameter) {
        return new AzureException(400, "InvalidParameter", "Required parameter '" + parameter + "' is missing (null).")
                .withTarget(parameter);
    }

    static AzureException invalid(String parameter, String why) {
        return new AzureException(
                        400, "InvalidParameter", "The value of parameter '" + parameter + "' is invalid: " + why)
                .withTarget(parameter);
    }

    static AzureException inUse(ArmResourceId id, String cluster) {
        return new AzureException(
                409,
                "OperationNotAllowed",
                "The disk encryption set '"
                        + id.name()
                        + "' cannot be deleted: disks of '"
                        + cluster
                        + "' are encrypted by it.");
    }

    static AzureException identityNeeded(String armId) {
        return new AzureException(
                        400,
                        "DiskEncryptionSetIdentityNeeded",
                        "The disk encryption set '" + armId + "' has no identity that could use its key: give it one.")
                .withTarget("identity");
    }

    static AzureException notFit(String key) {
        return new AzureException(
                        400,
                        "KeyVaultKeyNotFit",
                        key
                                + " must be an enabled RSA key of 2048, 3072 or 4096 bits in a vault with soft delete and purge"
                                + " protection.")
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
                        "The identity of the disk encryption set '"
                                + armId
                                + "' cannot use its key: "
                                + refused.getMessage()
                                + ". It needs get, wrapKey and unwrapKey.")
                .withTarget(KEY);
    }
}
