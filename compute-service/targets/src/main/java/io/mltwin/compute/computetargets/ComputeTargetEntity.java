package io.mltwin.compute.computetargets;

import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
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
    String computeId;

    String armId;

    String workspaceId;

    String workspaceArmId;

    String name;

    String computeType;

    String location;
    Sealed tags;
    Sealed description;

    String resourceId;

    Boolean disableLocalAuth;

    String identityType;

    String provisioningState;

    /** What its nodes are scaled by, without a key; JSON. */
    String settings;

    /** Its other properties; null for none. */
    Sealed properties;

    /** Whether another service has the secret of its SSH account, or its name and certificate. */
    boolean keptElsewhere;

    int minNodes;

    int maxNodes;

    long idleSeconds;

    /** Decided when it is made. */
    @Enumerated(EnumType.STRING)
    ScratchDisk scratchDisk;

    /** Why its nodes could not be removed at the last attempt; null when they could. */
    String scaleInError;

    /** Why it did not get the nodes that it needs; null when it did. */
    String quotaError;

    /** The reason why its nodes are of no use in their subnet; null when there is none. */
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
