package io.mltwin.workspace.storage.blob;

import io.agroal.api.AgroalDataSource;
import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.wire.EntityTags;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;

/**
 * Makes a block blob of a name that is new, content and all, by one statement that is a transaction
 * of its own: what most uploads come to. It takes the same locks as {@link BlobVersions}, holds the
 * container, and does nothing where there is a blob or a block of the name.
 */
@Singleton
class BlobCreation {

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String CREATE =
            "with container as ("
                    + "select c.id from storage_account a join blob_container c on c.account_id = a.id"
                    + " where a.id = ? and a.xmin = coalesce(cast(? as xid), a.xmin) and c.name = ?"
                    + " for key share of c"
                    + "), locked as materialized ("
                    + "select id, pg_advisory_xact_lock(hashtextextended(id || '/' || ?, 51)) from container"
                    + "), absent as ("
                    + "select l.id from locked l"
                    + " where not exists (select from blob b where b.container_id = l.id and b.name = ? and b.snapshot = '')"
                    + " and not exists (select from blob_block k where k.container_id = l.id and k.blob_name = ?)"
                    + "), kept as ("
                    + "insert into stored_content (id, container_id, ciphertext) select ?, id, ? from absent"
                    + " returning container_id"
                    + ") insert into blob (container_id, id, name, content_id, content_length, content_type,"
                    + " content_encoding, content_language, content_disposition, cache_control, content_md5,"
                    + " access_tier, metadata, blocks, kind, tags, tag_count, etag, created, modified)"
                    + " select container_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from kept";

    private final AgroalDataSource database;
    private final BlobGuard guard;
    private final StorageAccountService accounts;
    private final EntityTags etags;
    private final Clock clock;

    BlobCreation(
            AgroalDataSource database,
            BlobGuard guard,
            StorageAccountService accounts,
            EntityTags etags,
            Clock clock) {
        this.database = database;
        this.guard = guard;
        this.accounts = accounts;
        this.etags = etags;
        this.clock = clock;
    }

    /**
     * Makes the blob.
     *
     * @return null, and nothing is changed, when the name is not new, the container not there or
     *     the account not as it is remembered
     */
    BlobState create(
            StorageAccount account,
            String container,
            String name,
            BlobWrite write,
            NewContent content) {
        DataKey key = accounts.dataKey(account);
        try {
            guard.beforeWrite(null, write.conditions(), () -> key);
        } catch (AzureFault unlessItIsThere) {
            return null;
        }
        BlobEntity blob = BlobVersions.fresh(null, name);
        BlobVersions.describe(blob, write, NewBlob.of(content, List.of()), key);
        blob.etag = etags.next();
        blob.modified = clock.instant();
        blob.created = blob.modified;
        return insert(account, container, blob, content) ? BlobState.of(blob, key) : null;
    }

    private boolean insert(
            StorageAccount account, String container, BlobEntity blob, NewContent content) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(CREATE)) {
            set(
                    statement,
                    account.id(),
                    account.remembered(),
                    container,
                    blob.name,
                    blob.name,
                    blob.name,
                    content.id(),
                    content.ciphertext(),
                    blob.id,
                    blob.name,
                    blob.contentId,
                    blob.contentLength,
                    blob.contentType,
                    blob.contentEncoding,
                    blob.contentLanguage,
                    blob.contentDisposition,
                    blob.cacheControl,
                    blob.contentMd5,
                    blob.accessTier,
                    blob.metadata,
                    blob.blocks,
                    blob.kind,
                    blob.tags,
                    blob.tagCount,
                    blob.etag,
                    Timestamp.from(blob.created),
                    Timestamp.from(blob.modified));
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                // whoever held the lock before has made it
                return false;
            }
            throw new IllegalStateException("The blob cannot be stored", e);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Timestamp time) {
                statement.setTimestamp(i + 1, time);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
