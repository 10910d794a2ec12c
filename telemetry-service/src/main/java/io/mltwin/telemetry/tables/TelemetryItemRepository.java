package io.mltwin.telemetry.tables;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Rows of components' tables. */
@ApplicationScoped
class TelemetryItemRepository implements PanacheRepositoryBase<TelemetryItemEntity, String> {

    /** Adds a row; one with the same event id is there already, then nothing happens. */
    void add(TelemetryItemEntity item) {
        getEntityManager()
                .createNativeQuery(
                        "insert into telemetry_item (event_id, component_id, item_type, occurred_at, details)"
                                + " values (?1, ?2, ?3, ?4, ?5) on conflict (event_id) do nothing")
                .setParameter(1, item.eventId)
                .setParameter(2, item.componentId)
                .setParameter(3, item.itemType)
                .setParameter(4, item.occurredAt)
                .setParameter(5, item.details)
                .executeUpdate();
    }

    /** Newest first, from {@code from} on and before the given place. */
    List<TelemetryItemEntity> before(
            UUID componentId,
            String itemType,
            Instant from,
            Instant time,
            String eventId,
            int most) {
        return find(
                        "componentId = ?1 and itemType = ?2 and occurredAt >= ?3"
                                + " and (occurredAt < ?4 or occurredAt = ?4 and eventId < ?5)"
                                + " order by occurredAt desc, eventId desc",
                        componentId,
                        itemType,
                        from,
                        time,
                        eventId)
                .page(0, most)
                .list();
    }
}
