package io.mltwin.compute.orchestration;

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

/**
 * A row of {@code orchestrated_run}: a run that leads others and has not ended; {@code content} is
 * ciphertext.
 */
@Entity
@Table(name = "orchestrated_run")
@IdClass(OrchestratedRunEntity.Key.class)
class OrchestratedRunEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String runId;

    String kind;

    int nextChild;

    long metricsSeen;

    Instant deadline;

    Instant claimedUntil;

    byte[] content;

    static String place(String runId) {
        return "orchestration:" + runId;
    }

    /** Queries of runs that lead others. */
    @Singleton
    static class OrchestratedRunRepository
            implements PanacheRepositoryBase<OrchestratedRunEntity, OrchestratedRunEntity.Key> {

        /** For a change: nobody else changes it before this transaction ends. */
        Optional<OrchestratedRunEntity> lock(String workspaceId, String runId) {
            return find("workspaceId = ?1 and runId = ?2", workspaceId, runId)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResultOptional();
        }

        /** Runs that nobody works on, those first that were longest not looked at. */
        List<OrchestratedRunEntity> unclaimed(Instant wall, int most) {
            return Queries.sql(
                            getEntityManager(),
                            OrchestratedRunEntity.class,
                            "select * from orchestrated_run where claimed_until is null or claimed_until <= ?1"
                                    + " order by claimed_until nulls first, run_id limit ?2 for update skip locked",
                            wall,
                            most)
                    .getResultList();
        }
    }
}
