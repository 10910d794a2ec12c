package io.mltwin.telemetry.traces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stores and finds spans by JDBC, since they come in batches of hundreds. */
@ApplicationScoped
class TraceRepository {

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
    private static final long NANOS = 1_000_000_000L;

    private final AgroalDataSource database;
    private final ObjectMapper json;

    TraceRepository(AgroalDataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Adds spans; one that is there already is not added again. */
    void add(List<SpanBody> spans) {
        // in the order of the ids: two batches never wait for each other
        Map<String, Long> counts =
                spans.stream()
                        .collect(
                                Collectors.groupingBy(
                                        SpanBody::traceId, TreeMap::new, Collectors.counting()));
        try (Connection connection = database.getConnection();
                PreparedStatement trace =
                        connection.prepareStatement(
                                "insert into trace (trace_id, spans) values (?, ?)"
                                        + " on conflict (trace_id) do update set spans = trace.spans + excluded.spans");
                PreparedStatement span =
                        connection.prepareStatement(
                                "insert into trace_span (trace_id, span_id, parent_id, correlation_id, service, kind,"
                                        + " name, started_nanos, ended_nanos, attributes)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                trace.setString(1, count.getKey());
                trace.setLong(2, count.getValue());
                trace.addBatch();
            }
            trace.executeBatch();
            for (SpanBody body : spans) {
                set(span, body);
                span.addBatch();
            }
            span.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Spans cannot be stored", e);
        }
    }

    private void set(PreparedStatement row, SpanBody body) throws SQLException {
        row.setString(1, body.traceId());
        row.setString(2, body.spanId());
        row.setString(3, body.parentId());
        row.setString(4, body.correlationId());
        row.setString(5, body.service());
        row.setString(6, body.kind());
        row.setString(7, body.name());
        row.setLong(8, body.startNanos());
        row.setLong(9, body.endNanos());
        row.setString(10, write(body.attributes()));
    }

    /** Returns the traces among these ids that hold no more than so many spans. */
    List<String> full(List<String> traceIds, int most) {
        return query(
                "select trace_id from trace where spans >= ? and trace_id = any (?)",
                row -> row.getString(1),
                (long) most,
                traceIds.toArray(String[]::new));
    }

    /** Forgets all but the traces that began last. */
    void keepLast(int most) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement(
                                "delete from trace where arrival <="
                                        + " (select arrival from trace order by arrival desc offset ? limit 1)")) {
            delete.setInt(1, most);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Old traces cannot be forgotten", e);
        }
    }

    /** Returns the spans of a trace, or of a correlation id with the traces that they are in. */
    List<SpanBody> find(String traceId, String correlationId, int most) {
        return query(
                "select trace_id, span_id, parent_id, service, kind, name, started_nanos, ended_nanos, attributes"
                        + " from trace_span where trace_id = ? or trace_id in"
                        + " (select trace_id from trace_span where correlation_id = ?)"
                        + " order by started_nanos, span_id limit ?",
                this::span,
                traceId,
                correlationId,
                (long) most);
    }

    List<TraceSummaryBody> newest(int most) {
        return query(
                "select t.trace_id, s.correlation_id, s.name, s.started_nanos, t.spans from trace t cross join lateral"
                        + " (select * from trace_span where trace_id = t.trace_id order by started_nanos limit 1) s"
                        + " order by t.arrival desc limit ?",
                row ->
                        new TraceSummaryBody(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Instant.ofEpochSecond(
                                        row.getLong(4) / NANOS, row.getLong(4) % NANOS),
                                row.getInt(5)),
                (long) most);
    }

    private SpanBody span(ResultSet row) throws SQLException {
        return new SpanBody(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                read(row.getString(9)));
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> row, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(
                        i + 1,
                        parameters[i] instanceof String[] texts
                                ? connection.createArrayOf("text", texts)
                                : parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(row.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Traces cannot be read", e);
        }
    }

    private String write(Map<String, String> attributes) {
        try {
            return json.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are plain JSON", e);
        }
    }

    private Map<String, String> read(String attributes) {
        try {
            return json.readValue(attributes, TEXTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a span holds no valid JSON", e);
        }
    }
}
