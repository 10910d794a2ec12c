package io.mltwin.telemetry.traces;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agroal.api.AgroalDataSource;
import io.mltwin.armweb.Json;
import io.mltwin.traces.RecordedSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads rows of spans, and writes their attributes. */
@ApplicationScoped
class SpanRows {

    /** The columns that {@link #span} reads, from the first on. */
    static final String COLUMNS =
            "trace_id, span_id, parent_id, service, kind, name, started_nanos, ended_nanos, attributes";

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    /** Pages that show the same spans hold each of them once; a stored span does not change. */
    private final Cache<SpanKey, RecordedSpan> shared =
            Caffeine.newBuilder().weakValues().build();

    private final AgroalDataSource database;

    private record SpanKey(String traceId, String spanId) {}

    SpanRows(AgroalDataSource database) {
        this.database = database;
    }

    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> row, Object... parameters) {
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

    RecordedSpan span(ResultSet row) throws SQLException {
        SpanKey key = new SpanKey(row.getString(1), row.getString(2));
        RecordedSpan known = shared.getIfPresent(key);
        if (known != null) {
            return known;
        }
        RecordedSpan span = read(key, row);
        RecordedSpan other = shared.asMap().putIfAbsent(key, span);
        return other == null ? span : other;
    }

    private RecordedSpan read(SpanKey key, ResultSet row) throws SQLException {
        return new RecordedSpan(
                key.traceId(),
                key.spanId(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                Json.read(row.getString(9), TEXTS));
    }
}
