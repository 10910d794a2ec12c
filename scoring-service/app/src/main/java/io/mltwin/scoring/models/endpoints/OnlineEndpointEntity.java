package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code online_endpoint}. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "online_endpoint")
class OnlineEndpointEntity implements SealedRow {

    @Id
    String armKey;

    String armId;

    String workspaceKey;

    String name;
    String location;

    String hostKey;

    /** JSON of {@link EndpointContent}. */
    Sealed content;

    String traffic;

    String mirrorTraffic;

    /** Principal of its system-assigned identity, or null. */
    String principalId;

    String tenantId;

    String componentId;

    boolean highBusinessImpact;

    Sealed primaryKey;

    Sealed secondaryKey;

    String systemData;

    @Override
    public String sealedUnder() {
        return workspaceKey;
    }

    @Override
    public String place() {
        return "online_endpoint:" + armKey;
    }
}
