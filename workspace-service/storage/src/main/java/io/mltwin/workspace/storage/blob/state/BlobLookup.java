package io.mltwin.workspace.storage.blob.state;

import static io.mltwin.workspace.storage.wire.DataErrors.blobNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.containerNotFound;

import io.agroal.api.AgroalDataSource;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Reads a blob with its small content by one statement: all of it as it was at one moment, at the
 * price of one question to the database.
 */
@Singleton
public record BlobLookup(AgroalDataSource database) {
    private static final String CONTAINER = "(select c.id from blob_container c where c.account_id = ? and c.name = ?)";
    private static final String ROW = "select coalesce(b.container_id, "
            + CONTAINER
            + "), b.id, b.container_id, b.name, b.snapshot, b.kind, b.content_id, b.parts_id, b.content_length,"
            + " b.content_type, b.content_encoding, b.content_language, b.content_disposition,"
            + " b.cache_control, b.content_md5, b.access_tier, b.metadata, b.blocks, b.sealed,"
            + " b.committed_blocks, b.sequence_number, b.tags, b.tag_count, b.lease_id,"
            + " b.lease_seconds, b.lease_until, b.lease_breaks, b.copy_id, b.copy_source,"
            + " b.copy_completed, b.etag, b.created, b.modified, b.key_sha256, b.encryption_scope";

    /**
     * The container is a value that is known before the blob is looked up: in a join the index
     * would be entered without it as long as the table's size has not been counted.
     */
    private static final String BY_NAME = " from (values (1)) one left join blob b on b.container_id = "
            + CONTAINER
            + " and b.name = ? and b.snapshot = ?";

    private static final String ALONE = ROW + ", null" + BY_NAME;
    private static final String WITH_CONTENT = ROW
            + ", case when b.content_id is null then b.ciphertext else"
            + " (select s.ciphertext from stored_content s where s.id = b.content_id) end"
            + BY_NAME;

    /** Of accounts whose blobs may have versions. */
    private static final String WITH_VERSION = WITH_CONTENT.replace(BY_NAME, ", b.version_id" + BY_NAME);

    /**
     * @param blob belongs to no transaction: changing it changes nothing
     * @param ciphertext null when the content lies in files
     */
    public record Found(BlobEntity blob, byte[] ciphertext) {}

    /**
     * Returns a blob or snapshot with its content.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    public Found find(StorageAccount account, BlobAddress address) {
        String sql = account.versioning().mayHaveVersions() ? WITH_VERSION : WITH_CONTENT;
        Found found = query(sql, account, address.container(), address.blob(), address.snapshot());
        if (found.blob() == null && address.isVersion()) {
            found = query(sql, account, address.container(), address.blob(), "");
            if (found.blob() == null || !found.blob().isCurrentVersion(address.snapshot())) {
                throw blobNotFound();
            }
        }
        if (found.blob() == null) {
            throw blobNotFound();
        }
        return found;
    }

    /**
     * Returns the blob itself without its content, or null.
     *
     * @throws io.mltwin.armweb.AzureException 404 when there is no such container
     */
    public BlobEntity findOrNull(StorageAccount account, String container, String name) {
        return query(ALONE, account, container, name, "").blob();
    }

    /**
     * Returns a blob, snapshot or version without its content, or null; the current version may be
     * the one that is named.
     */
    public BlobEntity findOrNull(StorageAccount account, BlobAddress address) {
        BlobEntity found = query(ALONE, account, address.container(), address.blob(), address.snapshot())
                .blob();
        return found == null && address.isVersion() ? findOrNull(account, address.container(), address.blob()) : found;
    }

    private Found query(String sql, StorageAccount account, String container, String name, String snapshot) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, account.id());
            statement.setString(2, container);
            statement.setObject(3, account.id());
            statement.setString(4, container);
            statement.setString(5, name);
            statement.setString(6, snapshot);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                Row row = new Row(rows);
                if (row.id() == null) {
                    throw containerNotFound();
                }
                Found found = read(row);
                if (account.versioning().mayHaveVersions() && found.blob() != null && !sql.equals(ALONE)) {
                    found.blob().versionId = row.text();
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The blob cannot be looked up", e);
        }
    }

    private static Found read(Row row) throws SQLException {
        UUID id = row.id();
        if (id == null) {
            return new Found(null, null);
        }
        BlobEntity blob = new BlobEntity();
        blob.id = id;
        blob.containerId = row.id();
        blob.name = row.text();
        blob.snapshot = row.text();
        blob.kind = row.text();
        blob.contentId = row.id();
        blob.partsId = row.id();
        blob.contentLength = row.number();
        blob.contentType = row.text();
        blob.contentEncoding = row.text();
        blob.contentLanguage = row.text();
        blob.contentDisposition = row.text();
        blob.cacheControl = row.text();
        blob.contentMd5 = row.bytes();
        blob.accessTier = row.text();
        blob.metadata = row.bytes();
        blob.blocks = row.text();
        blob.sealed = row.flag();
        blob.committedBlocks = (int) row.number();
        blob.sequenceNumber = row.number();
        blob.tags = row.bytes();
        blob.tagCount = (int) row.number();
        blob.lease = lease(row.text(), (int) row.number(), row.time(), row.time());
        blob.copyId = row.text();
        blob.copySource = row.text();
        blob.copyCompleted = row.time();
        blob.etag = row.text();
        blob.created = row.time();
        blob.modified = row.time();
        blob.encryption = Encryption.ofColumns(row.text(), row.text());
        return new Found(blob, row.bytes());
    }

    private static Lease lease(String id, int seconds, Instant until, Instant breaks) {
        return id == null ? null : new Lease(id, seconds, until, breaks);
    }

    /** The columns of a row, one after the other. */
    private static final class Row {

        private final ResultSet columns;
        private int last;

        Row(ResultSet columns) {
            this.columns = columns;
        }

        UUID id() throws SQLException {
            return columns.getObject(++last, UUID.class);
        }

        String text() throws SQLException {
            return columns.getString(++last);
        }

        long number() throws SQLException {
            return columns.getLong(++last);
        }

        boolean flag() throws SQLException {
            return columns.getBoolean(++last);
        }

        byte[] bytes() throws SQLException {
            return columns.getBytes(++last);
        }

        Instant time() throws SQLException {
            // a Timestamp would cost a calendar
            OffsetDateTime time = columns.getObject(++last, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
    }
}
