package io.mltwin.workspace.storage.blob.state;

import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * Row of a blob, or of a snapshot or previous version of one; content, metadata and tags are
 * ciphertext. A content that lies in the row is not read with it ({@link BlobLookup}).
 */
@Entity
@Table(name = "blob")
public class BlobEntity {

    @Id
    public UUID id;

    public UUID containerId;

    public String name;

    /**
     * Time of the snapshot, or {@link VersionId#place} of a previous version; empty for the blob
     * itself.
     */
    public String snapshot = "";

    /** Null of a snapshot, and of what was written without versioning. */
    public String versionId;

    /** BlockBlob, AppendBlob or PageBlob. */
    public String kind;

    /** Null when the content lies in this row, in parts or in extents. */
    public UUID contentId;

    /** Of a block blob put together by reference: its list of parts. */
    public UUID partsId;

    public long contentLength;

    public String contentType;

    public String contentEncoding;

    public String contentLanguage;

    public String contentDisposition;

    public String cacheControl;

    public byte[] contentMd5;

    public String accessTier;

    public byte[] metadata;

    /** Committed blocks in order, see {@link CommittedBlocks}; empty for a blob put at once. */
    public String blocks;

    /** Of an append blob, to which nothing can be added any more. */
    public boolean sealed;

    /** Of an append blob. */
    public int committedBlocks;

    /** Of a page blob. */
    public long sequenceNumber;

    public byte[] tags;

    public int tagCount;

    /** Null when it is not leased. */
    @Embedded
    public Lease lease;

    public String copyId;

    public String copySource;

    public Instant copyCompleted;

    /** Null: the account's own. */
    @Embedded
    public Encryption encryption;

    public String etag;
    public Instant created;
    public Instant modified;

    /** Returns a new row without content. */
    public static BlobEntity named(UUID container, String name) {
        BlobEntity blob = new BlobEntity();
        blob.id = UUID.randomUUID();
        blob.containerId = container;
        blob.name = name;
        return blob;
    }

    /** Tells whether it is the current version, by where that would be as a previous one. */
    boolean isCurrentVersion(String place) {
        return versionId != null && VersionId.place(versionId).equals(place);
    }

    public String tagsContext() {
        return "blob-tags:" + id;
    }

    public void set(ContentHeaders http) {
        contentType = http.contentType();
        contentEncoding = http.contentEncoding();
        contentLanguage = http.contentLanguage();
        contentDisposition = http.contentDisposition();
        cacheControl = http.cacheControl();
        contentMd5 = http.md5();
    }

    public String metadataContext() {
        return "blob-metadata:" + id;
    }
}
