package io.mltwin.workspace.storage.content;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/**
 * Row of the content of one blob, block or file, or of a piece of one: small ones as ciphertext in
 * it, large ones as a file.
 */
@Entity
@Table(name = "stored_content")
class StoredContentEntity {

    @Id
    public UUID id;

    /** Null for a file's content. */
    public UUID containerId;

    /** Null for a blob's content. */
    public UUID shareId;

    /** Null: in a file named by the id. */
    public byte[] ciphertext;
}
