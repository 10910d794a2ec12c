package io.mltwin.compute.computetargets;

import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.ChildRow;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.inject.Singleton;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code compute_target}; holds no secret. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "compute_target")
@AttributeOverride(name = "key", column = @Column(name = "compute_id"))
@AttributeOverride(name = "id", column = @Column(name = "arm_id"))
@AttributeOverride(name = "createdAt", column = @Column(name = "created"))
class ComputeTargetEntity extends ChildRow implements SealedRow {

    String workspaceId;

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

    Instant modified;

    /** The identities that a change gives it; null to show those that are stored. */
    @Transient
    List<ComputeIdentity> given;

    String workspaceArmId() {
        return armId().parent().toString();
    }

    @Override
    public String sealedUnder() {
        return workspaceId;
    }

    @Override
    public String place() {
        return "compute_target:" + key;
    }

    /** Queries of compute targets. */
    @Singleton
    static class ComputeTargetRepository implements ChildRows<ComputeTargetEntity> {

        /** What is noted of a target meanwhile waits, too. */
        @Override
        public ComputeTargetEntity lockedById(String key) {
            AdvisoryLock.hold(getEntityManager(), key);
            return lock(key).orElse(null);
        }

        Optional<ComputeTargetEntity> lock(String key) {
            return findByIdOptional(key, LockModeType.PESSIMISTIC_WRITE);
        }

        Optional<ComputeTargetEntity> byName(String workspaceId, String name) {
            return find("workspaceId = ?1 and lower(name) = ?2", workspaceId, AsciiCase.lower(name))
                    .firstResultOptional();
        }

        List<ComputeTargetEntity> ofWorkspace(String workspaceId) {
            return list("workspaceId = ?1 order by name", workspaceId);
        }

        List<ComputeTargetEntity> clusters() {
            return list("computeType", ComputeValidator.AML_COMPUTE);
        }

        List<ComputeTargetEntity> databricks() {
            return list("computeType", ComputeValidator.DATABRICKS);
        }
    }
}
