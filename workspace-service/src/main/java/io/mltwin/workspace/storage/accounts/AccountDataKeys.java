package io.mltwin.workspace.storage.accounts;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data key of each storage account, wrapped by the service's root key as Microsoft-managed keys
 * wrap Azure Storage's. Opened at first use, then kept in memory.
 */
@Singleton
class AccountDataKeys implements Resettable {

    private final RootKeys rootKeys;
    private final Map<UUID, DataKey> open = new ConcurrentHashMap<>();

    AccountDataKeys(RootKeys rootKeys) {
        this.rootKeys = rootKeys;
    }

    byte[] generate(UUID account) {
        return DataKeys.generate(rootKeys, context(account));
    }

    DataKey of(StorageAccountEntity account) {
        return open.computeIfAbsent(
                account.id, id -> DataKeys.open(account.wrappedDataKey, rootKeys, context(id)));
    }

    /** The key of an account if it is open already, else null. */
    DataKey openOrNull(UUID account) {
        return open.get(account);
    }

    void forget(UUID account) {
        open.remove(account);
    }

    @Override
    public void clear() {
        open.clear();
    }

    private static String context(UUID account) {
        return "storage-account:" + account;
    }
}
