package io.mltwin.workspace.storage.accounts;

import java.util.Arrays;
import java.util.Objects;

/**
 * An account as a request wants it, after identities were registered and vaults asked, and what of
 * its row that rests on.
 *
 * @param wanted belongs to no transaction
 * @param isNew true when there was no such account
 * @param identities that the row had
 * @param customerKey that the row had, null for Microsoft's
 * @param wrappedDataKey that the row had
 */
public record PreparedAccount(
        StorageAccountEntity wanted,
        boolean isNew,
        String identities,
        String customerKey,
        byte[] wrappedDataKey) {

    static PreparedAccount unchanged(StorageAccountEntity row, boolean isNew) {
        return new PreparedAccount(
                row, isNew, row.identities, row.customerKeyId(), row.wrappedDataKey);
    }

    boolean changesIdentities() {
        return !Objects.equals(identities, wanted.identities);
    }

    boolean changesKey() {
        return !Arrays.equals(wrappedDataKey, wanted.wrappedDataKey)
                || !Objects.equals(customerKey, wanted.customerKeyId());
    }

    /**
     * The new account.
     *
     * @throws io.mltwin.armweb.AzureFault 409 when there was one, which has been deleted meanwhile
     */
    StorageAccountEntity requireNew() {
        if (!isNew) {
            throw StorageErrors.operationInProgress(wanted.name);
        }
        return wanted;
    }

    /**
     * Compares the row with what a change of identities or of the key rests on.
     *
     * @throws io.mltwin.armweb.AzureFault 409 when another request has changed it meanwhile
     */
    void requireUnchanged(StorageAccountEntity row) {
        boolean same =
                row.id.equals(wanted.id)
                        && Objects.equals(row.identities, identities)
                        && Objects.equals(row.customerKeyId(), customerKey);
        if (!same && (changesIdentities() || changesKey())) {
            throw StorageErrors.operationInProgress(row.name);
        }
    }

    @Override
    public String toString() {
        return "prepared account " + wanted.name;
    }
}
