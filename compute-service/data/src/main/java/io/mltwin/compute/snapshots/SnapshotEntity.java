package io.mltwin.compute.snapshots;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code snapshot}; the files are listed in the storage account. */
@Entity
@Table(name = "snapshot")
@IdClass(SnapshotEntity.Key.class)
class SnapshotEntity {

    /** Primary key. */
    record Key(String workspaceId, UUID snapshotId) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    UUID snapshotId;

    UUID parentSnapshotId;

    Instant created;
    String digest;

    int fileCount;

    long totalBytes;
}
