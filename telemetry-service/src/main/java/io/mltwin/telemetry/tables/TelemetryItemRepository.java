package io.mltwin.telemetry.tables;

import io.mltwin.resourceprovider.Queries;
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

    /** At most 500 rows and a megabyte, but one in any case. */
    private static final String PAGE = """
            select event_id, component_id, item_type, occurred_at, details
              from (select *, sum(length(details)) over newest - length(details) as before
                      from telemetry_item
                     where component_id = ?1 and item_type = ?2 and occurred_at >= ?3
                       and (occurred_at < ?4 or occurred_at = ?4 and event_id < ?5)
                    window newest as (order by occurred_at desc, event_id desc)
                     order by occurred_at desc, event_id desc
                     limit 500) as page
             where before < 1000000
             order by occurred_at desc, event_id desc
            """;

    /**
     * Adds rows of one component and type by one statement; where there is one with the same event
     * id already, nothing happens to it.
     */
    void add(UUID componentId, String itemType, List<TelemetryItemEntity> items) {
        getEntityManager().unwrap(Session.class).doWork(connection -> add(connection, componentId, itemType, items));
    }

    private static void add(Connection connection, UUID componentId, String itemType, List<TelemetryItemEntity> items)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into telemetry_item (event_id, component_id, item_type,"
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
                            "bytea", items.stream().map(item -> item.details).toArray(byte[][]::new)));
            insert.executeUpdate();
        }
    }

    private static Array texts(
            Connection connection, List<TelemetryItemEntity> items, Function<TelemetryItemEntity, String> text)
            throws SQLException {
        return connection.createArrayOf("text", items.stream().map(text).toArray(String[]::new));
    }

    /** Newest first, from {@code from} on and before the given place; empty at the end. */
    List<TelemetryItemEntity> before(UUID componentId, String itemType, Instant from, Instant time, String eventId) {
        return Queries.sql(
                        getEntityManager(), TelemetryItemEntity.class, PAGE, componentId, itemType, from, time, eventId)
                .getResultList();
    }
}
