package io.mltwin.workspace.storage.file;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a file share. */
@Entity
@Table(name = "file_share")
class ShareEntity {

    @Id
    public UUID id;

    public UUID accountId;

    public String name;

    public int quotaGib;

    public byte[] metadata;

    /** Stored access policies. */
    public String policies;

    public String etag;
    public Instant modified;

    String metadataContext() {
        return "share-metadata:" + id;
    }
}
