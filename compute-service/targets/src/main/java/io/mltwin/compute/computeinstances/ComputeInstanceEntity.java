package io.mltwin.compute.computeinstances;

import io.mltwin.compute.computeinstances.ComputeInstance.InstanceState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code compute_instance}; holds no secret. */
@Entity
@Table(name = "compute_instance")
class ComputeInstanceEntity {

    @Id
    String computeId;

    String region;

    String nameKey;

    String state;

    String creatorId;

    String creatorTenant;

    String creatorName;

    String operation;

    String operationTrigger;

    Instant operationTime;

    Long idleSeconds;

    String mountSource;

    String mountState;

    Instant mounted;

    String mountError;

    /** Queries of compute instances. */
    @Singleton
    static class ComputeInstanceRepository implements PanacheRepositoryBase<ComputeInstanceEntity, String> {

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
}
