package io.mltwin.compute.execution;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code job}: a run that waits for nodes or is on them. It goes when the run ends. */
@Entity
@Table(name = "job")
@IdClass(JobEntity.Key.class)
class JobEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String runId;

    String computeId;

    Instant queued;

    /** The node that speaks for the run; null while it waits. */
    String nodeId;

    boolean acknowledged;

    Instant cancelRequested;

    /** How many nodes it needs, all at once. */
    int nodeCount;

    /** At which the processes of a run with a distribution meet; null until it is given out. */
    Integer masterPort;

    /** How often it lost its nodes and was queued again. */
    int retries;

    /** Why, the last time. */
    String retryReason;

    /** Wall time at which nodes got it; null while it waits. */
    Instant begun;

    /** How long it was on nodes that it lost. */
    long spentSeconds;

    Instant tokenExpires;

    byte[] token;
    byte[] content;

    String place() {
        return place(runId);
    }

    static String place(String runId) {
        return "job:" + runId;
    }

    /** Queries of the queue. */
    @Singleton
    static class JobRepository implements PanacheRepositoryBase<JobEntity, JobEntity.Key> {

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
}
