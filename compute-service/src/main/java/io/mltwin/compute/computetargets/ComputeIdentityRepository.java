package io.mltwin.compute.computetargets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** Queries of the identities of compute targets. */
@Singleton
class ComputeIdentityRepository implements PanacheRepositoryBase<ComputeIdentityEntity, String> {

    Optional<ComputeIdentityEntity> lock(String computeId) {
        return find("computeId", computeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }
}
