package io.mltwin.compute.assets;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code asset}; description, tags, properties and persons are ciphertext. */
@Entity
@Table(name = "asset")
@IdClass(AssetEntity.Key.class)
class AssetEntity {

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, AssetKind kind, String nameKey) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    @Enumerated(EnumType.STRING)
    AssetKind kind;

    @Id
    String nameKey;

    String name;

    boolean isArchived;

    boolean isListed;

    String latestVersion;

    String nextVersion;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "asset:" + workspaceId + ":" + kind + ":" + nameKey;
    }

    /** Queries of assets. */
    @Singleton
    static class AssetRepository implements PanacheRepositoryBase<AssetEntity, AssetEntity.Key> {

        private static final String ONE = "workspaceId = ?1 and kind = ?2 and nameKey = ?3";

        Optional<AssetEntity> byName(String workspaceId, AssetKind kind, String name) {
            return find(ONE, workspaceId, kind, AsciiCase.lower(name)).firstResultOptional();
        }

        Optional<AssetEntity> lock(String workspaceId, AssetKind kind, String name) {
            return find(ONE, workspaceId, kind, AsciiCase.lower(name))
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResultOptional();
        }

        /** Returns assets that were made by themselves, or have a version with a name of its own. */
        List<AssetEntity> listed(String workspaceId, AssetKind kind) {
            return list("workspaceId = ?1 and kind = ?2 and isListed = true order by nameKey", workspaceId, kind);
        }

        /** Adds it unless there is one of this name. */
        void addIfAbsent(AssetEntity entity) {
            Queries.sql(
                            getEntityManager(),
                            "insert into asset (workspace_id, kind, name_key, name, is_archived, is_listed, next_version, created, modified, content)"
                                    + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) on conflict do nothing",
                            entity.workspaceId,
                            entity.kind.name(),
                            entity.nameKey,
                            entity.name,
                            entity.isArchived,
                            entity.isListed,
                            entity.nextVersion,
                            entity.created,
                            entity.modified,
                            entity.content)
                    .executeUpdate();
        }
    }
}
