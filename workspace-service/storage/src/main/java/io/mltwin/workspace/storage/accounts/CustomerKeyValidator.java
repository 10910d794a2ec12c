package io.mltwin.workspace.storage.accounts;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;
import static io.mltwin.workspace.storage.accounts.StorageErrors.vaultNotRecoverable;

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
            throw vaultNotRecoverable(member);
        }
        invalidValueIf(!key.enabled(), member, "The key %s is disabled.", key.id());
        invalidValueIf(!key.isRsa(), member, "The key %s is not RSA of 2048, 3072 or 4096 bits.", key.id());
    }
}
