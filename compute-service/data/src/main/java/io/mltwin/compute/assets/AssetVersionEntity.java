package io.mltwin.compute.assets;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
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
}
