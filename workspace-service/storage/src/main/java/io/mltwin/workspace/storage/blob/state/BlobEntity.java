package io.mltwin.workspace.storage.blob.state;

import io.mltwin.workspace.storage.blob.request.VersionId;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.lease.Lease;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import jakarta.persistence.Column;
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

    @Column(name = "container_id")
    public UUID containerId;

    public String name;

    /**
     * Time of the snapshot, or {@link VersionId#place} of a previous version; empty for the blob
     * itself.
     */
    public String snapshot = "";

    /** Null of a snapshot, and of what was written without versioning. */
    @Column(name = "version_id")
    public String versionId;

    /** BlockBlob, AppendBlob or PageBlob. */
    public String kind;

    /** Null when the content lies in this row, in parts or in extents. */
    @Column(name = "content_id")
    public UUID contentId;

    /** Of a block blob put together by reference: its list of parts. */
    @Column(name = "parts_id")
    public UUID partsId;

    @Column(name = "content_length")
    public long contentLength;

    @Column(name = "content_type")
    public String contentType;

    @Column(name = "content_encoding")
    public String contentEncoding;

    @Column(name = "content_language")
    public String contentLanguage;

    @Column(name = "content_disposition")
    public String contentDisposition;

    @Column(name = "cache_control")
    public String cacheControl;

    @Column(name = "content_md5")
    public byte[] contentMd5;

    @Column(name = "access_tier")
    public String accessTier;

    public byte[] metadata;

    /** Committed blocks in order, see {@link CommittedBlocks}; empty for a blob put at once. */
    public String blocks;

    /** Of an append blob, to which nothing can be added any more. */
    public boolean sealed;

    /** Of an append blob. */
    @Column(name = "committed_blocks")
    public int committedBlocks;

    /** Of a page blob. */
    @Column(name = "sequence_number")
    public long sequenceNumber;

    public byte[] tags;

    @Column(name = "tag_count")
    public int tagCount;

    /** Null when it is not leased. */
    @Embedded
    public Lease lease;

    @Column(name = "copy_id")
    public String copyId;

    @Column(name = "copy_source")
    public String copySource;

    @Column(name = "copy_completed")
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
