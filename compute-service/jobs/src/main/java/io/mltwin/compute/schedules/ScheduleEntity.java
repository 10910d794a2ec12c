package io.mltwin.compute.schedules;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.ChildRow;
import io.mltwin.resourceprovider.ChildRows;
import io.mltwin.resourceprovider.Queries;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.resourceprovider.SealedRow;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A row of {@code schedule}. */
@Entity
@EntityListeners(SealedRow.Listener.class)
@Table(name = "schedule")
class ScheduleEntity extends ChildRow implements SealedRow {

    String workspaceId;

    boolean enabled;

    Instant modified;

    /** When it is due, on the platform's clock; null for never. */
    Instant nextDue;

    Instant claimedUntil;

    /** JSON of {@link Content}. */
    Sealed content;

    /**
     * The part of a schedule that is ciphertext at rest.
     *
     * @param properties as they were given
     */
    record Content(JsonNode properties, Caller creator) {

        @Override
        public String toString() {
            return "a schedule";
        }
    }

    Content content() {
        return Sealed.read(content, Content.class);
    }

    @Override
    public String sealedUnder() {
        return workspaceId;
    }

    @Override
    public String place() {
        return "schedule:" + key;
    }

    @Override
    public String toString() {
        return "schedule " + key;
    }

    /** Queries of schedules. */
    @Singleton
    static class ScheduleRepository implements ChildRows<ScheduleEntity> {

        /** Its due times are worked on by those that hold the row alone. */
        @Override
        public ScheduleEntity lockedById(String key) {
            AdvisoryLock.hold(getEntityManager(), key);
            return findById(key, LockModeType.PESSIMISTIC_WRITE);
        }

        List<ScheduleEntity> of(String parentKey, boolean enabled) {
            return list("parentKey = ?1 and enabled = ?2 order by key", parentKey, enabled);
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
}
