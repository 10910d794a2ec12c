package io.mltwin.compute.serverless;

import io.mltwin.compute.encryption.ScratchDisks.ScratchDisk;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

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

    /** Queries of pools. */
    @Singleton
    static class ServerlessPoolRepository implements PanacheRepositoryBase<ServerlessPoolEntity, String> {

        List<ServerlessPoolEntity> ofRun(String workspaceId, String runId) {
            return list("workspaceId = ?1 and runId = ?2", workspaceId, runId);
        }

        List<ServerlessPoolEntity> ofWorkspace(String workspaceId) {
            return list("workspaceId", workspaceId);
        }

        List<ServerlessPoolEntity> inRegion(String subscriptionId, String region) {
            return list("subscriptionId = ?1 and region = ?2", subscriptionId, region);
        }
    }
}
