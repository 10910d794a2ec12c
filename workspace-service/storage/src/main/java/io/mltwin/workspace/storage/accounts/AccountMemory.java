package io.mltwin.workspace.storage.accounts;

import io.agroal.api.AgroalDataSource;
import io.mltwin.platform.reset.Resettable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts and their keys as the data planes need them. The database is asked on each request, but
 * only which version of the row is in force (PostgreSQL's {@code xmin}): what was read from that
 * very version before is as good as reading it again. So nothing has to be forgotten, and nothing
 * that was changed, taken away or never committed can be answered. Whoever asks the database
 * something else anyway may decide by what is remembered and ask for the version in that statement.
 */
@Singleton
class AccountMemory implements Resettable {

    private static final int KEPT = 256;
    private static final String VERSION = "select id, xmin from storage_account where name = ?";

    private final AgroalDataSource database;
    private final StorageAccountRepository accounts;
    private final AccountKeys keys;
    private final TransactionSynchronizationRegistry transactions;
    private final Map<String, Known> known =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > KEPT;
                }
            };

    AccountMemory(
            AgroalDataSource database,
            StorageAccountRepository accounts,
            AccountKeys keys,
            TransactionSynchronizationRegistry transactions) {
        this.database = database;
        this.accounts = accounts;
        this.keys = keys;
        this.transactions = transactions;
    }

    private record RowVersion(UUID id, String xmin) {}

    /** One version of an account's row, and what its keys come to. */
    private static final class Known {

        private final RowVersion version;
        private final StorageAccountEntity row;
        private final StorageAccount account;
        private final StorageAccount remembered;
        private volatile byte[] key1;
        private volatile byte[] key2;

        Known(RowVersion version, StorageAccountEntity row) {
            this.version = version;
            this.row = row;
            this.account = StorageAccountMapper.account(row);
            this.remembered = account.remembered(version.xmin());
        }
    }

    Optional<StorageAccount> find(String name) {
        if (transactions.getTransactionKey() != null) {
            // what this transaction sees may never become true
            return accounts.byName(name).map(StorageAccountMapper::account);
        }
        RowVersion version = version(name);
        if (version == null) {
            return Optional.empty();
        }
        Known before = known(name);
        if (before != null && before.version.equals(version)) {
            return Optional.of(before.account);
        }
        StorageAccountEntity row =
                QuarkusTransaction.requiringNew().call(() -> accounts.findById(version.id()));
        if (row == null) {
            return Optional.empty();
        }
        // if it was changed in between, this is newer than the version it is kept for, which nobody
        // is told any more
        Known now = new Known(version, keys.keepUnderRoot(row));
        synchronized (known) {
            known.put(name, now);
        }
        return Optional.of(now.account);
    }

    /**
     * The account as it was when it was read last, or null. What is decided by it counts only when
     * {@link StorageAccount#remembered} turns out to be in force.
     */
    StorageAccount rememberedOrNull(String name) {
        Known one = known(name);
        return one == null ? null : one.remembered;
    }

    /** Whether the row is still the one that this was read from. */
    boolean isInForce(StorageAccount remembered) {
        RowVersion version = version(remembered.name());
        return new RowVersion(remembered.id(), remembered.remembered()).equals(version);
    }

    private Known known(String name) {
        synchronized (known) {
            return known.get(name);
        }
    }

    private RowVersion version(String name) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(VERSION)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? new RowVersion(rows.getObject(1, UUID.class), rows.getString(2))
                        : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The account cannot be looked up", e);
        }
    }

    /**
     * A key of the account as it was answered; null when that is not known any more.
     *
     * @param keyName key1 or key2
     */
    byte[] keyOrNull(StorageAccount account, String keyName) {
        Known one = known(account.name());
        if (one == null || one.account != account && one.remembered != account) {
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
        synchronized (known) {
            known.remove(account);
        }
    }

    @Override
    public void clear() {
        synchronized (known) {
            known.clear();
        }
    }
}
