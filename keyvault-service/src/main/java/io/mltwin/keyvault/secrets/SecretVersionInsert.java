package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.cache.ObjectCache;
import io.mltwin.keyvault.objects.cache.ObjectCache.Change;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Adds a version to a secret that was read before, by one statement, which is the transaction. The
 * statement adds nothing when the secret is deleted, purged or a certificate's by now. Deleting
 * waits for inserts under way; inserts do not wait for each other, so that they share the writes of
 * the database's log.
 */
@Singleton
class SecretVersionInsert implements Resettable {

    private static final String INSERT =
            "insert into secret_version (id, secret_id, version, value, content_type, tags, enabled,"
                    + " not_before, expires, created_at, updated_at)"
                    + " select ?, s.id, ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz), ?, ?"
                    + " from secret s where s.id = ? and s.vault_id = ? and s.deleted_at is null"
                    + " and not s.managed for share";

    private final DataSource database;
    private final ObjectCache cache;
    private final BoundedMemory<ObjectCache.Name, Row> rows = new BoundedMemory<>(2 << 20, Duration.ofDays(1));

    SecretVersionInsert(DataSource database, ObjectCache cache) {
        this.database = database;
        this.cache = cache;
    }

    /** The part of a secret's row that never changes. */
    private record Row(UUID id, String name) {}

    /** Keeps the row of a secret, for its next versions. */
    void keep(SecretEntity secret) {
        if (!secret.managed) {
            rows.of(secret.vaultId).put(name(secret), new Row(secret.id, secret.name));
        }
    }

    /** Finds the row of a secret in memory, or null; the row may have been purged meanwhile. */
    SecretEntity find(Vault vault, ObjectName name) {
        Row found = rows.of(vault.id()).get(new ObjectCache.Name(Kind.SECRETS, vault.id(), name.key()));
        if (found == null) {
            return null;
        }
        SecretEntity secret = new SecretEntity();
        secret.id = found.id;
        secret.vaultId = vault.id();
        secret.name = found.name;
        secret.nameKey = name.key();
        return secret;
    }

    private static ObjectCache.Name name(SecretEntity secret) {
        return new ObjectCache.Name(Kind.SECRETS, secret.vaultId, secret.nameKey);
    }

    /**
     * Adds a version, durable when this returns.
     *
     * @return false when the secret is not there any more, or is a certificate's
     */
    boolean add(SecretVersionEntity version) {
        Change change = cache.begin(name(version.owner));
        boolean certain = false;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            fill(insert, version);
            boolean added = insert.executeUpdate() == 1;
            certain = true;
            return added;
        } catch (SQLException e) {
            throw new InsertFailedException(e);
        } finally {
            if (certain) {
                change.end();
            } else {
                change.endWhenCertain();
            }
        }
    }

    private static void fill(PreparedStatement insert, SecretVersionEntity version) throws SQLException {
        insert.setObject(1, version.id);
        insert.setString(2, version.version);
        insert.setBytes(3, version.value);
        insert.setString(4, version.contentType);
        insert.setString(5, version.tags);
        insert.setBoolean(6, version.enabled);
        insert.setObject(7, time(version.notBefore));
        insert.setObject(8, time(version.expires));
        insert.setObject(9, time(version.createdAt));
        insert.setObject(10, time(version.updatedAt));
        insert.setObject(11, version.owner.id);
        insert.setObject(12, version.owner.vaultId);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void clear() {
        rows.clear();
    }

    /** Thrown when the database refuses or does not answer; its cause decides the status. */
    static final class InsertFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InsertFailedException(SQLException cause) {
            super(cause);
        }
    }
}
