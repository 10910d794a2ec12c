package io.mltwin.keyvault.secrets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mltwin.keyvault.objects.ObjectMemory;
import io.mltwin.keyvault.objects.ObjectMemory.Change;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Further versions of secrets that have been seen before: one statement, which is the transaction,
 * adds a version unless the secret is deleted, purged or a certificate's by now. Deleting waits for
 * those that are under way; they do not wait for each other, so that they share the writing of the
 * database's log.
 */
@Singleton
class QuickVersions implements Resettable {

    private static final int MOST = 4_000;
    private static final String INSERT =
            "insert into secret_version (id, secret_id, version, value, content_type, tags, enabled,"
                    + " not_before, expires, created_at, updated_at)"
                    + " select ?, s.id, ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz), ?, ?"
                    + " from secret s where s.id = ? and s.vault_id = ? and s.deleted_at is null"
                    + " and not s.managed for share";

    private final DataSource database;
    private final ObjectMemory memory;
    private final Cache<ObjectMemory.Name, Seen> seen =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    QuickVersions(DataSource database, ObjectMemory memory) {
        this.database = database;
        this.memory = memory;
    }

    /** What does not change about a secret, for as long as it is there. */
    private record Seen(UUID id, String name) {}

    /** Notes a secret that was found in the database or made there. */
    void see(SecretEntity secret) {
        if (!secret.managed) {
            seen.put(
                    new ObjectMemory.Name(Kind.SECRETS, secret.vaultId, secret.nameKey),
                    new Seen(secret.id, secret.name));
        }
    }

    /** The secret, if it was seen, else null; whether it is still there is not known. */
    SecretEntity secret(Vault vault, ObjectName name) {
        Seen found = seen.getIfPresent(ObjectMemory.Name.of(Kind.SECRETS, vault.id(), name));
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

    /**
     * Adds a version, durable when this returns.
     *
     * @return false when the secret is not there any more, or is a certificate's
     */
    boolean add(SecretVersionEntity version) {
        SecretEntity secret = version.owner;
        Change change =
                memory.change(new ObjectMemory.Name(Kind.SECRETS, secret.vaultId, secret.nameKey));
        boolean certain = false;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            fill(insert, version);
            boolean added = insert.executeUpdate() == 1;
            certain = true;
            return added;
        } catch (SQLException e) {
            throw new StoreFailed(e);
        } finally {
            if (certain) {
                change.ended();
            } else {
                change.endedUnknown();
            }
        }
    }

    private static void fill(PreparedStatement insert, SecretVersionEntity version)
            throws SQLException {
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
        seen.invalidateAll();
    }

    /** The database refused or is away; how that is answered depends on the cause. */
    static final class StoreFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFailed(SQLException cause) {
            super(cause);
        }
    }
}
