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

    public UUID shareId;

    public String parentKey;

    public String name;

    public String nameKey;

    public boolean directory;

    @Column(name = "byte_count")
    public long length;

    public String contentType;

    public String contentEncoding;

    public String contentLanguage;

    public String contentDisposition;

    public String cacheControl;

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
