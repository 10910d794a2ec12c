package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import java.util.function.Supplier;

/**
 * An account's data key as it was opened for one request, before any transaction; or why it could
 * not be opened, which refuses only what needs the key.
 */
final class AccountKey {

    private final DataKey key;
    private final AzureException refusal;

    private AccountKey(DataKey key, AzureException refusal) {
        this.key = key;
        this.refusal = refusal;
    }

    static AccountKey open(Supplier<DataKey> vault) {
        try {
            return new AccountKey(vault.get(), null);
        } catch (AzureException refused) {
            return new AccountKey(null, refused);
        }
    }

    DataKey get() {
        if (refusal != null) {
            throw refusal;
        }
        return key;
    }

    @Override
    public String toString() {
        return refusal == null ? "open key" : "refused key";
    }
}
