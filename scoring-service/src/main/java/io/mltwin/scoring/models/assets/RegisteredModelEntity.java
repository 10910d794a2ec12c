package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code registered_model}: a name, which versions have. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "registered_model")
class RegisteredModelEntity implements SealedRow {

    @Id
    String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    String name;
    Sealed description;
    Sealed tags;
    Sealed properties;
    String aliases;

    @Column(name = "is_archived")
    boolean isArchived;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_by_type")
    String createdByType;

    @Column(name = "modified_by")
    String modifiedBy;

    @Column(name = "modified_by_type")
    String modifiedByType;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "modified_at")
    Instant modifiedAt;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "registered_model:" + id;
    }
}
