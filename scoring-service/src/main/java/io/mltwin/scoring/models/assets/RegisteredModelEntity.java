package io.mltwin.scoring.models.assets;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
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

    String workspaceKey;

    String name;
    Sealed description;
    Sealed tags;
    Sealed properties;
    String aliases;

    boolean isArchived;

    String createdBy;

    String createdByType;

    String modifiedBy;

    String modifiedByType;

    Instant createdAt;

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
