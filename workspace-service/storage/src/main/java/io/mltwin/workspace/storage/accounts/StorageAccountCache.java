package io.mltwin.workspace.storage.accounts;

import io.agroal.api.AgroalDataSource;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import io.mltwin.workspace.storage.accounts.StorageAccountEntity.StorageAccountRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the accounts that data planes name, and keeps them with their keys in memory. Each request
 * asks the database which version of the row is in force (PostgreSQL's {@code xmin}), and reads the
 * row only when that is another version than the one in memory. So nothing that was changed, taken
 * away or never committed is answered.
 */
@Singleton
class StorageAccountCache implements Resettable {

    private static final String VERSION = "select arm_id_key, xmin from storage_account where name = ?";

    private final AgroalDataSource database;
    private final StorageAccountRepository accounts;
    private final AccountKeys keys;
    private final TransactionSynchronizationRegistry transactions;
    private final BoundedMemory<String, CachedAccount> byName = new BoundedMemory<>(
            4 << 20, Duration.ofDays(1), (name, one) -> BoundedMemory.bytes(one.account.toString()));

    StorageAccountCache(
            AgroalDataSource database,
            StorageAccountRepository accounts,
            AccountKeys keys,
            TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
        this.transactions = transactions;
    }

    private record RowVersion(String key, String xmin) {}

    /** One version of an account's row, with its keys once they were unwrapped. */
    private static final class CachedAccount {

        private final RowVersion version;
        private final StorageAccountEntity row;
        private final StorageAccount account;
        private volatile byte[] key1;
        private volatile byte[] key2;

        CachedAccount(RowVersion version, StorageAccountEntity row) {
            this.version = version;
            this.row = row;
            this.account = StorageAccountMapper.account(row);
        }
    }

    /** Returns the account of this name as the database has it now. */
    Optional<StorageAccount> find(String name) {
        if (transactions.getTransactionKey() != null) {
            // what this transaction sees may never become true
            return accounts.byName(name).map(StorageAccountMapper::account);
        }
        RowVersion version = version(name);
        if (version == null) {
            return Optional.empty();
        }
        CachedAccount before = byName.find(name).orElse(null);
        if (before != null && before.version.equals(version)) {
            return Optional.of(before.account);
        }
        StorageAccountEntity row = QuarkusTransaction.requiringNew().call(() -> accounts.findById(version.key()));
        if (row == null) {
            return Optional.empty();
        }
        // a row that was changed in between is newer than the version that it is kept under, which
        // the database never names again
        CachedAccount now = new CachedAccount(version, keys.keepUnderRoot(row));
        byName.of(now.account.tenantId()).put(name, now);
        return Optional.of(now.account);
    }

    private RowVersion version(String name) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(VERSION)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new RowVersion(rows.getString(1), rows.getString(2)) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The account cannot be looked up", e);
        }
    }

    /**
     * Returns a key of an account that was found; null when that version is not kept any more.
     *
     * @param keyName key1 or key2
     */
    byte[] keyOrNull(StorageAccount account, String keyName) {
        CachedAccount one = byName.of(account.tenantId()).get(account.name());
        if (one == null || one.account != account) {
            return null;
        }
        boolean first = keyName.equals("key1");
        byte[] value = first ? one.key1 : one.key2;
        if (value == null) {
            value = keys.value(one.row, keyName);
            if (first) {
                one.key1 = value;
            } else {
                one.key2 = value;
            }
        }
        return value;
    }

    void forget(String account) {
        byName.remove(account);
    }

    @Override
    public void clear() {
        byName.clear();
    }
}
