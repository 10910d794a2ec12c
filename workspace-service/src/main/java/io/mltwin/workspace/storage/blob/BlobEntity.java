package io.mltwin.workspace.storage.blob;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a block blob; content and metadata are ciphertext. */
@Entity
@Table(name = "blob")
public class BlobEntity {

    @Id public UUID id;

    @Column(name = "container_id")
    public UUID containerId;

    public String name;

    @Column(name = "content_id")
    public UUID contentId;

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

    public String etag;
    public Instant created;
    public Instant modified;

    String metadataContext() {
        return "blob-metadata:" + id;
    }
}
