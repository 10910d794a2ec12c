package io.mltwin.compute.execution;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** A row of {@code run_worker}: the part of one node in a run on several. */
@Entity
@Table(name = "run_worker")
@IdClass(WorkerEntity.Key.class)
class WorkerEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId, int nodeRank) implements Serializable {}

    /** How far the node is, as it says. */
    enum State {
        GIVEN,
        TAKEN,
        READY,
        ENDED
    }

    @Id
    String workspaceId;

    @Id
    String runId;

    @Id
    int nodeRank;

    String nodeId;

    @Enumerated(EnumType.STRING)
    State state;

    /** Queries of the nodes of runs on several. */
    @Singleton
    static class WorkerRepository implements PanacheRepositoryBase<WorkerEntity, WorkerEntity.Key> {

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
}
