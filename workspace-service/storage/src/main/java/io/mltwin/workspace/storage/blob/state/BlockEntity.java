package io.mltwin.workspace.storage.blob.state;

import io.mltwin.workspace.storage.encryption.Encryption;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a block that was put and is not committed yet. */
@Entity
@Table(name = "blob_block")
public class BlockEntity {

    @Id
    public UUID id;

    public UUID containerId;

    public String blobName;

    public String blockId;

    public UUID contentId;

    public long contentLength;

    /** Null: the account's own. */
    @Embedded
    public Encryption encryption;

    public Instant created;
}
