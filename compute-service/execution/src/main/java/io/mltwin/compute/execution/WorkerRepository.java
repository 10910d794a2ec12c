package io.mltwin.compute.execution;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of the nodes of runs on several. */
@Singleton
class WorkerRepository implements PanacheRepositoryBase<WorkerEntity, WorkerEntity.Key> {

    List<WorkerEntity> of(String workspaceId, String runId) {
        return list("workspaceId = ?1 and runId = ?2 order by nodeRank", workspaceId, runId);
    }

    Optional<WorkerEntity> find(String workspaceId, String runId, String nodeId) {
        return find("workspaceId = ?1 and runId = ?2 and nodeId = ?3", workspaceId, runId, nodeId)
                .firstResultOptional();
    }

    Optional<WorkerEntity> lock(String workspaceId, String runId, String nodeId) {
        return find("workspaceId = ?1 and runId = ?2 and nodeId = ?3", workspaceId, runId, nodeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    void deleteOf(String workspaceId, String runId) {
        delete("workspaceId = ?1 and runId = ?2", workspaceId, runId);
    }
}
