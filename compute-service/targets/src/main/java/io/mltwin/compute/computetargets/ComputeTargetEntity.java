package io.mltwin.compute.computetargets;

import io.mltwin.compute.encryption.ScratchDisk;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code compute_target}; holds no secret. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "compute_target")
class ComputeTargetEntity implements SealedRow {

    @Id
    @Column(name = "compute_id")
    String computeId;

    @Column(name = "arm_id")
    String armId;

    @Column(name = "workspace_id")
    String workspaceId;

    @Column(name = "workspace_arm_id")
    String workspaceArmId;

    String name;

    @Column(name = "compute_type")
    String computeType;

    String location;
    Sealed tags;
    Sealed description;

    @Column(name = "resource_id")
    String resourceId;

    @Column(name = "disable_local_auth")
    Boolean disableLocalAuth;

    @Column(name = "identity_type")
    String identityType;

    @Column(name = "provisioning_state")
    String provisioningState;

    /** What its nodes are scaled by, without a key; JSON. */
    String settings;

    /** Its other properties; null for none. */
    Sealed properties;

    /** Whether another service has the secret of its SSH account, or its name and certificate. */
    @Column(name = "kept_elsewhere")
    boolean keptElsewhere;

    @Column(name = "min_nodes")
    int minNodes;

    @Column(name = "max_nodes")
    int maxNodes;

    @Column(name = "idle_seconds")
    long idleSeconds;

    /** Decided when it is made. */
    @Enumerated(EnumType.STRING)
    @Column(name = "scratch_disk")
    ScratchDisk scratchDisk;

    /** Why its nodes could not be removed at the last attempt; null when they could. */
    @Column(name = "scale_in_error")
    String scaleInError;

    /** Why it did not get the nodes that it needs; null when it did. */
    @Column(name = "quota_error")
    String quotaError;

    /** The reason why its nodes are of no use in their subnet; null when there is none. */
    @Column(name = "network_error")
    String networkError;

    Instant created;
    Instant modified;

    @Override
    public String sealedUnder() {
        return workspaceId;
    }

    @Override
    public String place() {
        return "compute_target:" + computeId;
    }
}
