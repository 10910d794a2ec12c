package io.mltwin.workspace.storage.blob.block;

import io.agroal.api.AgroalDataSource;
import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
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
 * of its own: what most uploads come to. A small content lies in the blob's own row. It takes the
 * lock of the name as {@link BlobWriter} does, and does nothing where there is a blob or a block of
 * the name. When the container is deleted at the same moment, its deletion or the sweep removes the
 * blob.
 */
@Singleton
public record BlobCreation(AgroalDataSource database, BlobConditionValidator validator, EntityTags etags, Clock clock) {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /**
     * The lock is only tried; where it is taken, {@link BlobWriter} waits for it. Each look-up
     * names the container by a value that is known before it begins: in a join an index would be
     * entered without it as long as the table's size has not been counted.
     */
    private static final String PLACE =
            "with place as materialized (select c.id from blob_container c where c.account_id = ?"
                    + " and c.name = ? and pg_try_advisory_xact_lock(hashtextextended('blob|' || c.id || '/' || ?, 0)))";

    private static final String FREE = " where exists (select from place)"
            + " and not exists (select from blob b where b.container_id = (select id from place) and b.name = ?"
            + " and b.snapshot = '')"
            + " and not exists (select from blob_block k where k.container_id = (select id from place)"
            + " and k.blob_name = ?)";

    private static final String COLUMNS =
            "(container_id, id, name, content_id, ciphertext, content_length, content_type,"
                    + " content_encoding, content_language, content_disposition, cache_control, content_md5,"
                    + " access_tier, metadata, blocks, kind, tags, tag_count, etag, created, modified)";

    private static final String VALUES = " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private static final String CREATE =
            PLACE + " insert into blob " + COLUMNS + " select (select id from place)," + VALUES + FREE;

    private static final String CREATE_OF_FILE = PLACE
            + ", kept as (insert into stored_content (container_id, id) select (select id from place), ?"
            + FREE
            + " returning container_id) insert into blob "
            + COLUMNS
            + " select container_id,"
            + VALUES
            + " from kept";

    /**
     * Makes the blob.
     *
     * @return null, and nothing is changed, when the name is not new or the container not there
     */
    BlobState create(StorageAccount account, String container, String name, BlobWrite write, NewContent content) {
        DataKey key = account.dataKey();
        try {
            validator.beforeWrite(null, write.conditions(), () -> key);
        } catch (AzureException unlessItIsThere) {
            return null;
        }
        BlobEntity blob = BlobEntity.named(null, name);
        blob.id = content.id();
        BlobWriter.describe(blob, write, NewBlob.of(content, List.of()), key);
        blob.etag = etags.next();
        blob.modified = clock.instant();
        blob.created = blob.modified;
        if (content.ciphertext() != null) {
            blob.contentId = null;
        }
        return insert(account, container, blob, content) ? BlobState.of(blob, key) : null;
    }

    private boolean insert(StorageAccount account, String container, BlobEntity blob, NewContent content) {
        Object[] place = {account.id(), container, blob.name};
        Object[] names = {blob.name, blob.name};
        Object[] values = {
            blob.id,
            blob.name,
            blob.contentId,
            content.ciphertext(),
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
            Timestamp.from(blob.modified)
        };
        boolean file = blob.contentId != null;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(file ? CREATE_OF_FILE : CREATE)) {
            int at = set(statement, 1, place);
            if (file) {
                at = set(statement, at, blob.contentId);
                at = set(statement, at, names);
                set(statement, at, values);
            } else {
                at = set(statement, at, values);
                set(statement, at, names);
            }
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState()) || FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                // another request made it before, or its container was deleted
                return false;
            }
            throw new IllegalStateException("The blob cannot be stored", e);
        }
    }

    /** Returns the place of the next one. */
    private static int set(PreparedStatement statement, int first, Object... values) throws SQLException {
        int at = first;
        for (Object value : values) {
            if (value instanceof byte[] bytes) {
                statement.setBytes(at, bytes);
            } else if (value instanceof String text) {
                statement.setString(at, text);
            } else if (value instanceof Timestamp time) {
                statement.setTimestamp(at, time);
            } else {
                statement.setObject(at, value);
            }
            at++;
        }
        return at;
    }
}
