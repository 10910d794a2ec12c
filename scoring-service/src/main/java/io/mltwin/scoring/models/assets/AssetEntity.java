package io.mltwin.scoring.models.assets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code asset}. */
@Entity
@Table(name = "asset")
class AssetEntity {

    @Id String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "asset_id")
    String assetId;

    String name;
    String description;
    String artifacts;
    String tags;
    String properties;

    @Column(name = "run_id")
    String runId;

    @Column(name = "created_at")
    Instant createdAt;
}
