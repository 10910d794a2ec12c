package io.mltwin.compute.computetargets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** A row of {@code compute_identity}; the private key is wrapped under the root keys. */
@Entity
@Table(name = "compute_identity")
@IdClass(ComputeIdentityEntity.Key.class)
class ComputeIdentityEntity {

    /** Primary key. */
    record Key(String computeId, String identityKey) implements Serializable {}

    @Id
    String computeId;

    @Id
    String identityKey;

    String resourceId;

    byte[] wrappedKey;

    String objectId;

    String clientId;

    String tenantId;

    Instant created;

    /** Returns whether it is the target's own, which ends with it. */
    boolean isSystemAssigned() {
        return identityKey.equals(computeId);
    }

    ComputeIdentity view() {
        return new ComputeIdentity(resourceId, objectId, clientId, tenantId);
    }

    /** Queries of the identities of compute targets. */
    @Singleton
    static class ComputeIdentityRepository
            implements PanacheRepositoryBase<ComputeIdentityEntity, ComputeIdentityEntity.Key> {

        List<ComputeIdentityEntity> of(String computeId) {
            return list("computeId = ?1 order by identityKey", computeId);
        }

        List<ComputeIdentityEntity> lock(String computeId) {
            return find("computeId = ?1 order by identityKey", computeId)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .list();
        }
    }
}
