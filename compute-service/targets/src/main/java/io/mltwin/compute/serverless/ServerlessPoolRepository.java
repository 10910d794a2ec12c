package io.mltwin.compute.serverless;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Queries of pools. */
@Singleton
class ServerlessPoolRepository implements PanacheRepositoryBase<ServerlessPoolEntity, String> {

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
