package io.mltwin.compute.schedules;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queries of schedules. */
@Singleton
class ScheduleRepository implements PanacheRepositoryBase<ScheduleEntity, ScheduleEntity.Key> {

    Optional<ScheduleEntity> byName(String workspaceId, String nameKey) {
        return find("workspaceId = ?1 and nameKey = ?2", workspaceId, nameKey).firstResultOptional();
    }

    /** For a change: nobody else changes it before this transaction ends. */
    Optional<ScheduleEntity> lock(String workspaceId, String nameKey) {
        return find("workspaceId = ?1 and nameKey = ?2", workspaceId, nameKey)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<ScheduleEntity> ofWorkspace(String workspaceId) {
        return list("workspaceId = ?1 order by nameKey", workspaceId);
    }

    /**
     * Schedules that are due and that nobody works on, the oldest due times first.
     *
     * @param now on the platform's clock
     */
    List<ScheduleEntity> due(Instant now, Instant wall, int most) {
        return Queries.sql(
                        getEntityManager(),
                        ScheduleEntity.class,
                        "select * from schedule where enabled and next_due <= ?1"
                                + " and (claimed_until is null or claimed_until <= ?2)"
                                + " order by next_due limit ?3 for update skip locked",
                        now,
                        wall,
                        most)
                .getResultList();
    }
}
