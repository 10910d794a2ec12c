package io.mltwin.compute.batchendpoints;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Queries of batch endpoints. */
@Singleton
class BatchEndpointRepository implements PanacheRepositoryBase<BatchEndpointEntity, BatchEndpointEntity.Key> {

    Optional<BatchEndpointEntity> byName(String workspaceId, String nameKey) {
        return find("workspaceId = ?1 and nameKey = ?2", workspaceId, nameKey).firstResultOptional();
    }

    Optional<BatchEndpointEntity> byHost(String hostKey) {
        return find("hostKey", hostKey).firstResultOptional();
    }

    List<BatchEndpointEntity> ofWorkspace(String workspaceId) {
        return list("workspaceId = ?1 order by nameKey", workspaceId);
    }

    /** Lets one transaction at a time change an endpoint of this host, or its deployments. */
    void lock(String hostKey) {
        AdvisoryLock.hold(getEntityManager(), "batch endpoint|" + hostKey);
    }
}
