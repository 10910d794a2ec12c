package io.mltwin.compute.assets;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

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
}
