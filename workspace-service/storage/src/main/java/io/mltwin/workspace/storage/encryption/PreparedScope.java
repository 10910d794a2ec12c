package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.accounts.StorageErrors.operationInProgress;

import io.mltwin.workspace.storage.accounts.StorageAccount;
import java.util.Objects;

/**
 * An encryption scope as a request wants it, after vaults were asked.
 *
 * @param wanted belongs to no transaction
 * @param isNew true when there was no such scope
 * @param wasEnabled whether the row was
 * @param keyUri that the row had, null under Microsoft's key
 */
public record PreparedScope(
        StorageAccount account, EncryptionScopeEntity wanted, boolean isNew, boolean wasEnabled, String keyUri) {

    static PreparedScope unchanged(StorageAccount account, EncryptionScopeEntity row, boolean isNew) {
        return new PreparedScope(account, row, isNew, row.enabled, row.keyUri);
    }

    /** Takes over what the request changes, and nothing that another one may have changed. */
    void apply(EncryptionScopeEntity row) {
        row.modified = wanted.modified;
        if (wanted.enabled != wasEnabled) {
            row.enabled = wanted.enabled;
        }
        if (!Objects.equals(wanted.keyUri, keyUri)) {
            row.keyUri = wanted.keyUri;
            row.keyRotated = wanted.keyRotated;
            row.wrappedDataKey = wanted.wrappedDataKey;
        }
    }

    /**
     * Compares the row with what this rests on.
     *
     * @throws io.mltwin.armweb.AzureException 409 when another request has changed it meanwhile
     */
    void requireUnchanged(EncryptionScopeEntity rowOrNull) {
        boolean same =
                rowOrNull == null ? isNew : rowOrNull.id.equals(wanted.id) && Objects.equals(rowOrNull.keyUri, keyUri);
        if (!same) {
            throw operationInProgress(account.name());
        }
    }

    @Override
    public String toString() {
        return "prepared scope " + wanted.name;
    }
}
