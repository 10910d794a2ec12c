package io.mltwin.compute.datastores;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code datastore}; {@code content} is ciphertext, and no secret is in it either. */
@Entity
@Table(name = "datastore")
@IdClass(DatastoreEntity.Key.class)
class DatastoreEntity {

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, String nameKey) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String nameKey;

    boolean isDefault;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "datastore:" + workspaceId + ":" + nameKey;
    }
}
