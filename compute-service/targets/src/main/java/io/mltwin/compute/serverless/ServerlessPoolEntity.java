package io.mltwin.compute.serverless;

import io.mltwin.compute.encryption.ScratchDisk;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code serverless_pool}. */
@Entity
@Table(name = "serverless_pool")
class ServerlessPoolEntity {

    @Id
    @Column(name = "pool_id")
    String poolId;

    @Column(name = "workspace_id")
    String workspaceId;

    @Column(name = "workspace_arm_id")
    String workspaceArmId;

    @Column(name = "subscription_id")
    String subscriptionId;

    String region;

    @Column(name = "run_id")
    String runId;

    @Column(name = "vm_size")
    String vmSize;

    @Column(name = "vm_priority")
    String vmPriority;

    @Column(name = "node_count")
    int nodeCount;

    @Enumerated(EnumType.STRING)
    @Column(name = "scratch_disk")
    ScratchDisk scratchDisk;

    Instant created;
}
