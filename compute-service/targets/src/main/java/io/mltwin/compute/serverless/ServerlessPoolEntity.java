package io.mltwin.compute.serverless;

import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
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
    String poolId;

    String workspaceId;

    String workspaceArmId;

    String subscriptionId;

    String region;

    String runId;

    String vmSize;

    String vmPriority;

    int nodeCount;

    @Enumerated(EnumType.STRING)
    ScratchDisk scratchDisk;

    Instant created;
}
