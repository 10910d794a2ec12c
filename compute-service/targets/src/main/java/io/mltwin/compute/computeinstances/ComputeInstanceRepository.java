package io.mltwin.compute.computeinstances;

import io.mltwin.compute.computeinstances.ComputeInstance.InstanceState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of compute instances. */
@Singleton
class ComputeInstanceRepository implements PanacheRepositoryBase<ComputeInstanceEntity, String> {

    Optional<ComputeInstanceEntity> lock(String computeId) {
        return find("computeId", computeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<ComputeInstanceEntity> byName(String region, String nameKey) {
        return find("region = ?1 and nameKey = ?2", region, nameKey).firstResultOptional();
    }

    /** Those that run and are to be stopped when nobody uses them. */
    List<ComputeInstanceEntity> watched() {
        return list("state = ?1 and idleSeconds is not null", InstanceState.RUNNING);
    }
}
