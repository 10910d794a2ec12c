package io.mltwin.compute.computetargets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Queries of the identities of compute targets. */
@Singleton
class ComputeIdentityRepository implements PanacheRepositoryBase<ComputeIdentityEntity, ComputeIdentityEntity.Key> {

    List<ComputeIdentityEntity> of(String computeId) {
        return list("computeId = ?1 order by identityKey", computeId);
    }

    List<ComputeIdentityEntity> lock(String computeId) {
        return find("computeId = ?1 order by identityKey", computeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
