package io.mltwin.scoring.models.endpoints;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code online_endpoint}. */
@Entity
@Table(name = "online_endpoint")
class OnlineEndpointEntity {

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
    String content;

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

    @Column(name = "data_key")
    byte[] dataKey;

    @Column(name = "primary_key")
    byte[] primaryKey;

    @Column(name = "secondary_key")
    byte[] secondaryKey;

    @Column(name = "system_data")
    String systemData;
}
