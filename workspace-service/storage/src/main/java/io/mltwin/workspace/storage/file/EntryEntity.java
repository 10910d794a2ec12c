package io.mltwin.workspace.storage.file;

import io.mltwin.workspace.storage.wire.ContentHeaders;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a directory or file in a share; its content lies in extents. */
@Entity
@Table(name = "share_entry")
class EntryEntity {

    @Id
    public UUID id;

    @Column(name = "share_id")
    public UUID shareId;

    @Column(name = "parent_key")
    public String parentKey;

    public String name;

    @Column(name = "name_key")
    public String nameKey;

    public boolean directory;

    @Column(name = "byte_count")
    public long length;

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

    public byte[] metadata;
    public String etag;
    public Instant created;
    public Instant modified;

    void set(ContentHeaders http) {
        contentType = http.contentType();
        contentEncoding = http.contentEncoding();
        contentLanguage = http.contentLanguage();
        contentDisposition = http.contentDisposition();
        cacheControl = http.cacheControl();
        contentMd5 = http.md5();
    }

    String metadataContext() {
        return "file-metadata:" + id;
    }
}
