package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code asset}. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "asset")
class AssetEntity implements SealedRow {

    @Id
    String id;

    String workspaceKey;

    String assetId;

    String name;
    Sealed description;
    String artifacts;
    Sealed tags;
    Sealed properties;

    String runId;

    Instant createdAt;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "asset:" + id;
    }
}
