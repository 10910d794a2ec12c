package io.mltwin.workspace.storage.content;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/**
 * Row of the content of one blob or block: small ones as ciphertext in it, large ones as a file.
 */
@Entity
@Table(name = "stored_content")
public class StoredContentEntity {

    @Id public UUID id;

    @Column(name = "container_id")
    public UUID containerId;

    /** Null: in a file named by the id. */
    public byte[] ciphertext;
}
