package io.mltwin.telemetry.tables;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;

/** Rows of components' tables. */
@ApplicationScoped
class TelemetryItemRepository implements PanacheRepositoryBase<TelemetryItemEntity, String> {

    /**
     * Adds rows of one component and type by one statement; where there is one with the same event
     * id already, nothing happens to it.
     */
    void add(UUID componentId, String itemType, List<TelemetryItemEntity> items) {
        getEntityManager()
                .unwrap(Session.class)
                .doWork(connection -> add(connection, componentId, itemType, items));
    }

    private static void add(
            Connection connection,
            UUID componentId,
            String itemType,
            List<TelemetryItemEntity> items)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into telemetry_item (event_id, component_id, item_type,"
                                + " occurred_at, details) select event_id, ?, ?,"
                                + " occurred_at::timestamptz, details from unnest(?, ?, ?) as added"
                                + " (event_id, occurred_at, details) on conflict (event_id) do"
                                + " nothing")) {
            insert.setObject(1, componentId);
            insert.setString(2, itemType);
            insert.setArray(3, texts(connection, items, item -> item.eventId));
            insert.setArray(4, texts(connection, items, item -> item.occurredAt.toString()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            items.stream().map(item -> item.details).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection,
            List<TelemetryItemEntity> items,
            Function<TelemetryItemEntity, String> text)
            throws SQLException {
        return connection.createArrayOf("text", items.stream().map(text).toArray(String[]::new));
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
