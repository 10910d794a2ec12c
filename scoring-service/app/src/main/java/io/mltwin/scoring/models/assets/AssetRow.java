package io.mltwin.scoring.models.assets;

import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import io.mltwin.resourceprovider.SystemData;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** The columns that a registered model and each of its versions have. */
@MappedSuperclass
@EntityListeners(SealedRow.Listener.class)
abstract class AssetRow implements SealedRow {

    @Id
    String id;

    String workspaceKey;

    String name;
    Sealed description;
    Sealed tags;
    Sealed properties;

    boolean isArchived;

    String createdBy;

    String createdByType;

    String modifiedBy;

    String modifiedByType;

    Instant createdAt;

    Instant modifiedAt;

    /** Notes who made it. */
    void createdBy(Caller caller) {
        createdBy = caller.displayName();
        createdByType = SystemData.typeOf(caller);
    }

    /** Notes who changed it last. */
    void modifiedBy(Caller caller) {
        modifiedBy = caller.displayName();
        modifiedByType = SystemData.typeOf(caller);
    }

    SystemData systemData() {
        return new SystemData(createdBy, createdByType, createdAt, modifiedBy, modifiedByType, modifiedAt);
    }

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }
}
