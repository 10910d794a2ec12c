package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.encryption.EncryptionErrors.mismatch;

import io.agroal.api.AgroalDataSource;
import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The data keys under clients' keys: a random one for each account and client's key, wrapped by
 * that key alone, and opened with each request. So blocks that are put one by one become one blob
 * without being written again.
 */
@Singleton
public record ClientKeys(AgroalDataSource database, Clock clock) {
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String FIND = "select wrapped from client_key where account_id = ? and key_sha256 = ?";
    private static final String TAKE =
            "insert into client_key (account_id, key_sha256, wrapped, used) values (?, ?, ?, ?)"
                    + " on conflict (account_id, key_sha256) do update set used = excluded.used"
                    + " returning wrapped";
    private static final String SWEEP = "delete from client_key k where k.used < ?"
            + unused("blob")
            + unused("deleted_blob")
            + unused("blob_block");

    private static String unused(String table) {
        return " and not exists (select from "
                + table
                + " b join blob_container c on c.id = b.container_id"
                + " where b.key_sha256 = k.key_sha256 and c.account_id = k.account_id)";
    }

    /**
     * Opens the data key of content that is encrypted under this client's key.
     *
     * @throws io.mltwin.datakeys.DataKeyException when the key is another
     */
    public Protection open(StorageAccount account, ClientKey key) {
        byte[] wrapped = find(account.id(), key.sha256());
        if (wrapped == null) {
            throw mismatch();
        }
        return protection(account, key, wrapped);
    }

    /** The data key for what is to be encrypted; made where there is none yet. */
    public Protection take(StorageAccount account, ClientKey key) {
        byte[] fresh = DataKeys.generate(key, context(account.id(), key));
        return protection(account, key, take(account.id(), key.sha256(), fresh));
    }

    private static Protection protection(StorageAccount account, ClientKey key, byte[] wrapped) {
        DataKey opened = DataKeys.open(wrapped, key, context(account.id(), key));
        return new Protection(Encryption.ofClientKey(key.sha256()), opened);
    }

    private static String context(UUID account, ClientKey key) {
        return "client-key:" + account + " " + key.sha256();
    }

    private byte[] find(UUID account, String sha256) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, account);
            statement.setString(2, sha256);
            return wrapped(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The data key of a client's key cannot be read", e);
        }
    }

    private byte[] take(UUID account, String sha256, byte[] fresh) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setObject(1, account);
            statement.setString(2, sha256);
            statement.setBytes(3, fresh);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            return wrapped(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The data key of a client's key cannot be stored", e);
        }
    }

    private static byte[] wrapped(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getBytes(1) : null;
        }
    }

    /** Forgets those that nothing is encrypted under, nor has been taken for a day. */
    public int sweep() {
        Instant before = clock.instant().minus(KEPT);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SWEEP)) {
            statement.setTimestamp(1, Timestamp.from(before));
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Unused data keys cannot be deleted", e);
        }
    }
}
