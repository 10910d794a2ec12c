package io.mltwin.scoring.models.endpoints;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
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
    @Column(name = "arm_key")
    String armKey;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "workspace_key")
    String workspaceKey;

    String name;
    String location;

    @Column(name = "host_key")
    String hostKey;

    /** JSON of {@link EndpointContent}. */
    Sealed content;

    String traffic;

    @Column(name = "mirror_traffic")
    String mirrorTraffic;

    /** Principal of its system-assigned identity, or null. */
    @Column(name = "principal_id")
    String principalId;

    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "component_id")
    String componentId;

    @Column(name = "high_business_impact")
    boolean highBusinessImpact;

    @Column(name = "primary_key")
    Sealed primaryKey;

    @Column(name = "secondary_key")
    Sealed secondaryKey;

    @Column(name = "system_data")
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
