package io.mltwin.compute.computeinstances;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
