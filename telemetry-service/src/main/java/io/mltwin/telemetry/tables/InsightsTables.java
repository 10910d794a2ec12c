package io.mltwin.telemetry.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.query.kql.Row;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The tables of Application Insights components. Everything but time and kind is ciphertext under
 * the component's data key, so queries filter in memory, reading as little as they need.
 */
@ApplicationScoped
public class InsightsTables {

    private static final int PAGE = 500;

    private final TelemetryItemRepository items;
    private final ObjectMapper json;

    InsightsTables(TelemetryItemRepository items, ObjectMapper json) {
        this.items = items;
        this.json = json;
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

    private <T extends Record> void add(
            Component component, InsightsTable table, List<NewItem<T>> added) {
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
        try {
            entity.details =
                    component
                            .dataKey()
                            .encrypt(json.writeValueAsBytes(added.item()), context(entity));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be stored as JSON: " + added.item().getClass(), e);
        }
        return entity;
    }

    /**
     * Rows of a table with {@code from <= timestamp <= to}, newest first, read from the database as
     * they are asked for.
     */
    public Stream<Row> rows(Component component, InsightsTable table, Instant from, Instant to) {
        Iterator<Row> rows = new Pages(component, table, from, to);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
    }

    private Row row(TelemetryItemEntity entity, Component component) {
        byte[] details = component.dataKey().decrypt(entity.details, context(entity));
        try {
            return entity.itemType.equals(InsightsTable.REQUESTS.itemType())
                    ? RowMapper.row(
                            json.readValue(details, RequestItem.class),
                            entity.eventId,
                            entity.occurredAt,
                            component)
                    : RowMapper.row(
                            json.readValue(details, TraceItem.class),
                            entity.eventId,
                            entity.occurredAt,
                            component);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "telemetry item " + entity.eventId + " holds no valid JSON", e);
        }
    }

    private static String context(TelemetryItemEntity entity) {
        return entity.itemType + ":" + entity.eventId;
    }

    /** Goes through a table page by page, each page a short transaction. */
    private final class Pages implements Iterator<Row> {
        private final Component component;
        private final InsightsTable table;
        private final Instant from;
        private Instant time;
        private String eventId = "";
        private List<TelemetryItemEntity> page = List.of();
        private int at;
        private boolean ended;

        Pages(Component component, InsightsTable table, Instant from, Instant to) {
            this.component = component;
            this.table = table;
            this.from = from;
            // the database counts microseconds, and the pages end before a time
            this.time = to.plusNanos(1_000);
        }

        @Override
        public boolean hasNext() {
            if (at == page.size() && !ended) {
                page =
                        QuarkusTransaction.requiringNew()
                                .call(
                                        () ->
                                                items.before(
                                                        component.id(),
                                                        table.itemType(),
                                                        from,
                                                        time,
                                                        eventId,
                                                        PAGE));
                at = 0;
                ended = page.size() < PAGE;
                if (!page.isEmpty()) {
                    TelemetryItemEntity last = page.get(page.size() - 1);
                    time = last.occurredAt;
                    eventId = last.eventId;
                }
            }
            return at < page.size();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return row(page.get(at++), component);
        }
    }
}
