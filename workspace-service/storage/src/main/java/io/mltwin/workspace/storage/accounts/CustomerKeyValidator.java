package io.mltwin.workspace.storage.accounts;

import io.mltwin.customerkeys.VaultKey;

/** Validates that a customer's key can wrap a data key of an account. */
public final class CustomerKeyValidator {

    private CustomerKeyValidator() {}

    /**
     * Refuses a key that cannot wrap a data key.
     *
     * @param member of the request that named it
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static void requireUsable(VaultKey key, String member) {
        if (!key.isPurgeProtected()) {
            throw StorageErrors.vaultNotRecoverable(member);
        }
        if (!key.enabled()) {
            throw StorageErrors.invalidValue(member, "The key " + key.id() + " is disabled.");
        }
        if (!key.isRsa()) {
            throw StorageErrors.invalidValue(member, "The key " + key.id() + " is not RSA of 2048, 3072 or 4096 bits.");
        }
    }
}
