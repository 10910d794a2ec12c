package io.mltwin.compute.computetargets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code compute_target}; holds no secret. */
@Entity
@Table(name = "compute_target")
class ComputeTargetEntity {

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
    String tags;
    String description;

    @Column(name = "resource_id")
    String resourceId;

    @Column(name = "disable_local_auth")
    Boolean disableLocalAuth;

    @Column(name = "identity_type")
    String identityType;

    @Column(name = "provisioning_state")
    String provisioningState;

    String properties;

    @Column(name = "min_nodes")
    int minNodes;

    @Column(name = "max_nodes")
    int maxNodes;

    @Column(name = "idle_seconds")
    long idleSeconds;

    Instant created;
    Instant modified;
}
