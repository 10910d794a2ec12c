package io.mltwin.compute.assets;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code asset_version}; all but names, flags, hash and times is ciphertext. */
@Entity
@Table(name = "asset_version")
@IdClass(AssetVersionEntity.Key.class)
class AssetVersionEntity {

    /** Primary key; names are compared without case. */
    record Key(String workspaceId, AssetKind kind, String nameKey, String version) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    @Enumerated(EnumType.STRING)
    AssetKind kind;

    @Id
    String nameKey;

    @Id
    String version;

    String name;

    /** Of a version that is a whole number, else null. */
    Long number;

    boolean isAnonymous;

    boolean isArchived;

    String codeHash;

    UUID snapshotId;

    Instant created;
    Instant modified;
    byte[] content;

    String place() {
        return "asset:" + workspaceId + ":" + kind + ":" + nameKey + ":" + version;
    }

    /** Queries of versions of assets. */
    @Singleton
    static class AssetVersionRepository implements PanacheRepositoryBase<AssetVersionEntity, AssetVersionEntity.Key> {

        private static final String OF_NAME = "workspaceId = ?1 and kind = ?2 and nameKey = ?3";

        Optional<AssetVersionEntity> byVersion(String workspaceId, AssetKind kind, String name, String version) {
            return find(OF_NAME + " and version = ?4", workspaceId, kind, key(name), version)
                    .firstResultOptional();
        }

        /** Newest first. */
        List<AssetVersionEntity> ofName(String workspaceId, AssetKind kind, String name) {
            return list(OF_NAME + " order by created desc, number desc, version desc", workspaceId, kind, key(name));
        }

        /** Code of any name with this content, newest first. */
        List<AssetVersionEntity> ofHash(String workspaceId, String hash) {
            return list(
                    "workspaceId = ?1 and codeHash = ?2 order by created desc, nameKey, version", workspaceId, hash);
        }

        long deleteOfName(String workspaceId, AssetKind kind, String name) {
            return delete(OF_NAME, workspaceId, kind, key(name));
        }

        static String key(String name) {
            return AsciiCase.lower(name);
        }
    }
}
