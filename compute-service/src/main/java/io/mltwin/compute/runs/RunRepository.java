package io.mltwin.compute.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Queries of runs. */
@Singleton
class RunRepository implements PanacheRepositoryBase<RunEntity, UUID> {

    Optional<RunEntity> byId(String workspaceId, String runId) {
        return find("workspaceId = ?1 and runId = ?2", workspaceId, runId).firstResultOptional();
    }

    /** For a change: nobody else changes it before this transaction ends. */
    Optional<RunEntity> lock(String workspaceId, String runId) {
        return find("workspaceId = ?1 and runId = ?2", workspaceId, runId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** All runs of the workspace, or of one of its experiments, oldest first. */
    List<RunEntity> all(String workspaceId, String experiment) {
        return experiment == null
                ? list("workspaceId = ?1 order by runNumber", workspaceId)
                : list("workspaceId = ?1 and experimentName = ?2 order by runNumber", workspaceId, experiment);
    }

    /** Runs of these experiments, newest first. */
    List<RunEntity> ofExperiments(String workspaceId, Collection<UUID> experimentIds) {
        return list("workspaceId = ?1 and experimentId in ?2 order by runNumber desc", workspaceId, experimentIds);
    }

    /** Ids of the runs of an experiment, oldest first. */
    List<String> ids(String workspaceId, String experiment) {
        return getEntityManager()
                .createQuery(
                        "select r.runId from RunEntity r where r.workspaceId = ?1 and r.experimentName = ?2 order by r.runNumber",
                        String.class)
                .setParameter(1, workspaceId)
                .setParameter(2, experiment)
                .getResultList();
    }

    List<RunEntity> children(String workspaceId, String parentRunId) {
        return list("workspaceId = ?1 and parentRunId = ?2 order by runNumber", workspaceId, parentRunId);
    }

    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('run_number')")
                        .getSingleResult())
                .longValue();
    }
}
