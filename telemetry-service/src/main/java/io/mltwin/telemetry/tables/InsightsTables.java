package io.mltwin.telemetry.tables;

import io.mltwin.armweb.Json;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.query.kql.Row;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables of Application Insights components. Everything but time and kind is ciphertext under
 * the component's data key, so queries filter in memory, reading as little as they need.
 */
@ApplicationScoped
public class InsightsTables {

    private final TelemetryItemRepository items;

    InsightsTables(TelemetryItemRepository items) {
        this.items = items;
    }

    /**
     * A row that is added.
     *
     * @param eventId unique; a second row of this event id is ignored
     */
    public record NewItem<T extends Record>(String eventId, Instant time, T item) {}

    /** Adds requests in the caller's transaction, all by one statement. */
    public void addRequests(Component component, List<NewItem<RequestItem>> requests) {
        add(component, InsightsTable.REQUESTS, requests);
    }

    /** Adds a request in the caller's transaction; a second one with this event id is ignored. */
    public void add(Component component, String eventId, Instant time, RequestItem item) {
        addRequests(component, List.of(new NewItem<>(eventId, time, item)));
    }

    /** Adds a trace in the caller's transaction; a second one with this event id is ignored. */
    public void add(Component component, String eventId, Instant time, TraceItem item) {
        add(component, InsightsTable.TRACES, List.of(new NewItem<>(eventId, time, item)));
    }

    private <T extends Record> void add(Component component, InsightsTable table, List<NewItem<T>> added) {
        items.add(
                component.id(),
                table.itemType(),
                added.stream().map(item -> entity(component, table, item)).toList());
    }

    private TelemetryItemEntity entity(Component component, InsightsTable table, NewItem<?> added) {
        TelemetryItemEntity entity = new TelemetryItemEntity();
        entity.eventId = added.eventId();
        entity.componentId = component.id();
        entity.itemType = table.itemType();
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
                .map(entity -> row(entity, component));
    }

    /** In a short transaction of its own. */
    private List<TelemetryItemEntity> page(
            Component component, InsightsTable table, Instant from, Instant time, String eventId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> items.before(component.id(), table.itemType(), from, time, eventId));
    }

    private Row row(TelemetryItemEntity entity, Component component) {
        byte[] details = component.dataKey().decrypt(entity.details, context(entity));
        return entity.itemType.equals(InsightsTable.REQUESTS.itemType())
                ? RowMapper.row(Json.read(details, RequestItem.class), entity.eventId, entity.occurredAt, component)
                : RowMapper.row(Json.read(details, TraceItem.class), entity.eventId, entity.occurredAt, component);
    }

    private static String context(TelemetryItemEntity entity) {
        return entity.itemType + ":" + entity.eventId;
    }
}
