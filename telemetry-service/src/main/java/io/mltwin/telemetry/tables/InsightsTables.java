package io.mltwin.telemetry.tables;

import io.mltwin.armweb.Json;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.query.kql.Rows.Row;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of Application Insights components. Everything but time and kind is ciphertext under
 * the component's data key, so queries filter in memory, reading as little as they need.
 */
@Singleton
public record InsightsTables(TelemetryItemRepository items) {

    /**
     * A row that is added.
     *
     * @param eventId unique; a second row of this event id is ignored
     */
    public record NewItem(String eventId, Instant time, TelemetryItem item) {}

    /** Returns what queries can name, for an editor: tables and columns, with a space between them. */
    @Produces
    @Singleton
    @Named("kql-names")
    static String words() {
        return Stream.of(InsightsTable.values())
                .flatMap(InsightsTable::words)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Adds rows of one table in the caller's transaction, all by one statement; none adds nothing. */
    public void add(Component component, List<NewItem> added) {
        if (!added.isEmpty()) {
            items.add(
                    component.id(),
                    InsightsTable.of(added.get(0).item()).itemType(),
                    added.stream().map(item -> entity(component, item)).toList());
        }
    }

    /** Adds a row in the caller's transaction; a second one with this event id is ignored. */
    public void add(Component component, String eventId, Instant time, TelemetryItem item) {
        add(component, List.of(new NewItem(eventId, time, item)));
    }

    private TelemetryItemEntity entity(Component component, NewItem added) {
        TelemetryItemEntity entity = new TelemetryItemEntity();
        entity.eventId = added.eventId();
        entity.componentId = component.id();
        entity.itemType = InsightsTable.of(added.item()).itemType();
        entity.occurredAt = added.time();
        entity.details = component.dataKey().encrypt(Json.bytes(added.item()), context(entity));
        return entity;
    }

    /**
     * Rows of a table with {@code from <= timestamp <= to}, newest first, read from the database as
     * they are asked for.
     */
    public Stream<Row> rows(Component component, InsightsTable table, Instant from, Instant to) {
        // the database counts microseconds, and a page ends before a time
        return Stream.iterate(page(component, table, from, to.plusNanos(1_000), ""), page -> !page.isEmpty(), page -> {
                    TelemetryItemEntity last = page.get(page.size() - 1);
                    return page(component, table, from, last.occurredAt, last.eventId);
                })
                .flatMap(List::stream)
                .map(entity -> row(table, entity, component));
    }

    /** In a short transaction of its own. */
    private List<TelemetryItemEntity> page(
            Component component, InsightsTable table, Instant from, Instant time, String eventId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> items.before(component.id(), table.itemType(), from, time, eventId));
    }

    private static Row row(InsightsTable table, TelemetryItemEntity entity, Component component) {
        byte[] details = component.dataKey().decrypt(entity.details, context(entity));
        return RowMapper.row(table, Json.read(details, table.type()), entity.eventId, entity.occurredAt, component);
    }

    private static String context(TelemetryItemEntity entity) {
        return entity.itemType + ":" + entity.eventId;
    }
}
