package io.mltwin.compute.execution;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of the queue. */
@Singleton
class JobRepository implements PanacheRepositoryBase<JobEntity, JobEntity.Key> {

    Optional<JobEntity> lock(String workspaceId, String runId) {
        return find("workspaceId = ?1 and runId = ?2", workspaceId, runId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<JobEntity> byRun(String workspaceId, String runId) {
        return find("workspaceId = ?1 and runId = ?2", workspaceId, runId).firstResultOptional();
    }

    /** The job that waits longest; nobody else gets it before this transaction ends. */
    Optional<JobEntity> nextWaiting(String computeId) {
        return Queries.sql(
                        getEntityManager(),
                        JobEntity.class,
                        "select * from job where compute_id = ?1 and node_id is null order by queued, run_id"
                                + " limit 1 for update skip locked",
                        computeId)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Nodes that the waiting runs need. */
    long waiting(String computeId) {
        return getEntityManager()
                .createQuery(
                        "select coalesce(sum(nodeCount), 0) from JobEntity where computeId = ?1 and nodeId is null",
                        Long.class)
                .setParameter(1, computeId)
                .getSingleResult();
    }

    /** Those that wait longest. */
    List<JobEntity> firstWaiting(String computeId, int most) {
        return find("computeId = ?1 and nodeId is null order by queued, runId", computeId)
                .page(0, most)
                .list();
    }

    List<JobEntity> ofCompute(String computeId) {
        return list("computeId", computeId);
    }

    List<JobEntity> onNodes() {
        return list("nodeId is not null");
    }
}
