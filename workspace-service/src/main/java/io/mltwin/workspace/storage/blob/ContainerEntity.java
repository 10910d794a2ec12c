package io.mltwin.workspace.storage.blob;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a blob container; its metadata is ciphertext. */
@Entity
@Table(name = "blob_container")
public class ContainerEntity {

    @Id public UUID id;

    @Column(name = "account_id")
    public UUID accountId;

    public String name;
    public byte[] metadata;
    public String etag;
    public Instant modified;

    String metadataContext() {
        return "container-metadata:" + id;
    }
}
