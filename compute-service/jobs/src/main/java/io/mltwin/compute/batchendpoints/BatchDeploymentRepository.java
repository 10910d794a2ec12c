package io.mltwin.compute.batchendpoints;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Queries of batch deployments. */
@Singleton
class BatchDeploymentRepository implements PanacheRepositoryBase<BatchDeploymentEntity, BatchDeploymentEntity.Key> {

    Optional<BatchDeploymentEntity> byName(String workspaceId, String endpointKey, String nameKey) {
        return find("workspaceId = ?1 and endpointKey = ?2 and nameKey = ?3", workspaceId, endpointKey, nameKey)
                .firstResultOptional();
    }

    List<BatchDeploymentEntity> ofEndpoint(String workspaceId, String endpointKey) {
        return list("workspaceId = ?1 and endpointKey = ?2 order by nameKey", workspaceId, endpointKey);
    }

    List<BatchDeploymentEntity> ofWorkspace(String workspaceId) {
        return list("workspaceId = ?1 order by endpointKey, nameKey", workspaceId);
    }

    void deleteOf(String workspaceId, String endpointKey) {
        delete("workspaceId = ?1 and endpointKey = ?2", workspaceId, endpointKey);
    }
}
