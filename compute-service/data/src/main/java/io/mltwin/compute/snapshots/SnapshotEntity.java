package io.mltwin.compute.snapshots;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
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

    /** Queries of snapshots. */
    @Singleton
    static class SnapshotRepository implements PanacheRepositoryBase<SnapshotEntity, SnapshotEntity.Key> {

        @Transactional
        Optional<SnapshotEntity> find(String workspaceId, UUID snapshotId) {
            return find("workspaceId = ?1 and snapshotId = ?2", workspaceId, snapshotId)
                    .firstResultOptional();
        }

        /** Adds it; false when one of this id exists. */
        @Transactional
        boolean addIfAbsent(SnapshotEntity entity) {
            return Queries.sql(
                                    getEntityManager(),
                                    "insert into snapshot (workspace_id, snapshot_id, parent_snapshot_id, created, digest, file_count, total_bytes)"
                                            + " values (?1, ?2, cast(?3 as uuid), ?4, ?5, ?6, ?7) on conflict do nothing",
                                    entity.workspaceId,
                                    entity.snapshotId,
                                    entity.parentSnapshotId == null ? null : entity.parentSnapshotId.toString(),
                                    entity.created,
                                    entity.digest,
                                    entity.fileCount,
                                    entity.totalBytes)
                            .executeUpdate()
                    == 1;
        }
    }
}
