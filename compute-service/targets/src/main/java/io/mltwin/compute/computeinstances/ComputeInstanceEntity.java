package io.mltwin.compute.computeinstances;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code compute_instance}; holds no secret. */
@Entity
@Table(name = "compute_instance")
class ComputeInstanceEntity {

    @Id
    @Column(name = "compute_id")
    String computeId;

    String region;

    @Column(name = "name_key")
    String nameKey;

    String state;

    @Column(name = "creator_id")
    String creatorId;

    @Column(name = "creator_tenant")
    String creatorTenant;

    @Column(name = "creator_name")
    String creatorName;

    String operation;

    @Column(name = "operation_trigger")
    String operationTrigger;

    @Column(name = "operation_time")
    Instant operationTime;

    @Column(name = "idle_seconds")
    Long idleSeconds;

    @Column(name = "mount_source")
    String mountSource;

    @Column(name = "mount_state")
    String mountState;

    Instant mounted;

    @Column(name = "mount_error")
    String mountError;
}
