package io.mltwin.compute.runs;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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

    /**
     * Some of the runs of a selection, in order. They are not managed: however many are gone through, no more than these are in
     * memory.
     *
     * @param last number of the run that they follow, null to begin
     * @param isGroup true for all of the last run's group and what follows it
     */
    @SuppressWarnings("unchecked")
    List<RunEntity> page(RunSelection selection, RunOrder order, Long last, boolean isGroup, int most) {
        int number = selection.size() + 1;
        String following = isGroup ? order.fromGroupOf(number) : order.following(number);
        // the number of rows stands in the text: with a parameter, PostgreSQL may prefer to sort them all
        Query query = getEntityManager()
                .createNativeQuery(
                        "select * from run where " + selection.sql() + (last == null ? "" : " and " + following)
                                + " order by " + order.sql() + " limit " + most,
                        RunEntity.class);
        selection.bind(query);
        if (last != null && following.contains("?" + number)) {
            query.setParameter(number, last);
        }
        List<RunEntity> runs = query.getResultList();
        runs.forEach(getEntityManager()::detach);
        return runs;
    }

    /** The run of a number. */
    Optional<RunEntity> byNumber(String workspaceId, long number) {
        return find("workspaceId = ?1 and runNumber = ?2", workspaceId, number).firstResultOptional();
    }

    /** The children of a run, oldest first. */
    List<ChildRuns.Child> children(String workspaceId, String parentRunId) {
        return read(
                "select r.runId, r.status from RunEntity r where r.workspaceId = ?1 and r.parentRunId = ?2"
                        + " order by r.runNumber",
                0,
                row -> new ChildRuns.Child((String) row[0], (RunStatus) row[1]),
                workspaceId,
                parentRunId);
    }

    /** The runs that were created, started or ended from one time to before another; an index serves each. */
    List<RunEntity> happening(String workspaceId, Instant from, Instant to) {
        return Queries.sql(
                        getEntityManager(),
                        RunEntity.class,
                        "select * from run where workspace_id = ?1 and (created >= ?2 and created < ?3"
                                + " or coalesce(started, '-infinity') >= ?2 and coalesce(started, '-infinity') < ?3"
                                + " or coalesce(ended, '-infinity') >= ?2 and coalesce(ended, '-infinity') < ?3)"
                                + " order by run_number",
                        workspaceId,
                        from,
                        to)
                .getResultList();
    }

    /** The newest runs, newest first. */
    List<RunActivities.Start> newest(String workspaceId, int most) {
        return read(
                "select r.experimentName, r.runId, r.created, r.status from RunEntity r where r.workspaceId = ?1"
                        + " order by r.created desc, r.runNumber desc",
                most,
                row -> new RunActivities.Start((String) row[0], (String) row[1], (Instant) row[2], (RunStatus) row[3]),
                workspaceId);
    }

    /** Reads columns of runs; {@code most} 0 for all of them. */
    private <T> List<T> read(String hql, int most, Function<Object[], T> reader, Object... values) {
        TypedQuery<Object[]> query = getEntityManager().createQuery(hql, Object[].class);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        if (most > 0) {
            query.setMaxResults(most);
        }
        return query.getResultList().stream().map(reader).toList();
    }

    long nextNumber() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select nextval('run_number')")
                        .getSingleResult())
                .longValue();
    }
}
