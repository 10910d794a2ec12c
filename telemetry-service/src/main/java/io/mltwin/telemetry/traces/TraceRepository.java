package io.mltwin.telemetry.traces;

import io.agroal.api.AgroalDataSource;
import io.mltwin.armweb.Json;
import io.mltwin.telemetry.traces.TraceBody.TraceSummaryBody;
import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stores and finds spans by JDBC, since they come in batches of hundreds. */
@Singleton
record TraceRepository(AgroalDataSource database, SpanRows rows) {

    private static final long NANOS = 1_000_000_000L;

    /** The platform's lock in this database for arrival numbers. */
    private static final long ARRIVALS = 0x6d6c7477_61727276L;

    /**
     * Adds spans; one that is there already is not added again. Batches come one after another, in
     * all replicas: who has seen an arrival number has missed none below it.
     */
    void add(List<RecordedSpan> spans) {
        // in the order of the ids: two batches never wait for each other
        Map<String, Long> counts = spans.stream()
                .collect(Collectors.groupingBy(RecordedSpan::traceId, TreeMap::new, Collectors.counting()));
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)");
                PreparedStatement trace =
                        connection.prepareStatement("insert into trace (trace_id, spans) values (?, ?)"
                                + " on conflict (trace_id) do update set spans = trace.spans + excluded.spans");
                PreparedStatement span = connection.prepareStatement(
                        "insert into trace_span (trace_id, span_id, parent_id, correlation_id, service, kind,"
                                + " name, started_nanos, ended_nanos, attributes, caller_tenant_id,"
                                + " caller_object_id, scope, flow)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            lock.setLong(1, ARRIVALS);
            lock.execute();
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                trace.setString(1, count.getKey());
                trace.setLong(2, count.getValue());
                trace.addBatch();
            }
            trace.executeBatch();
            for (RecordedSpan body : spans) {
                set(span, body);
                span.addBatch();
            }
            span.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("Spans cannot be stored", e);
        }
    }

    private void set(PreparedStatement row, RecordedSpan body) throws SQLException {
        FlowKind flow = FlowKind.of(body);
        row.setString(1, body.traceId());
        row.setString(2, body.spanId());
        row.setString(3, body.parentId());
        row.setString(4, body.correlationId());
        row.setString(5, body.service());
        row.setString(6, body.kind());
        row.setString(7, body.name());
        row.setLong(8, body.startNanos());
        row.setLong(9, body.endNanos());
        row.setString(10, Json.write(body.attributes()));
        row.setString(11, body.callerTenantId());
        row.setString(12, body.callerObjectId());
        row.setString(13, body.armScope());
        row.setString(14, flow == null ? null : flow.name());
    }

    /** Returns the traces among these ids that hold no more than so many spans. */
    List<String> full(List<String> traceIds, int most) {
        return rows.query(
                "select trace_id from trace where spans >= ? and trace_id = any (?)",
                row -> row.getString(1),
                (long) most,
                traceIds.toArray(String[]::new));
    }

    /** Forgets all but the traces that began last. */
    void keepLast(int most) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from trace where arrival <="
                        + " (select arrival from trace order by arrival desc offset ? limit 1)")) {
            delete.setInt(1, most);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Old traces cannot be forgotten", e);
        }
    }

    /** Returns the spans of a trace, or of a correlation id with the traces that they are in. */
    List<RecordedSpan> find(String traceId, String correlationId, int most) {
        return rows.query(
                "select "
                        + SpanRows.COLUMNS
                        + " from trace_span where trace_id = ? or trace_id in"
                        + " (select trace_id from trace_span where correlation_id = ?)"
                        + " order by started_nanos, span_id limit ?",
                rows::span,
                traceId,
                correlationId,
                (long) most);
    }

    List<TraceSummaryBody> newest(int most) {
        return rows.query(
                "select t.trace_id, s.correlation_id, s.name, s.started_nanos, t.spans from trace t cross join lateral"
                        + " (select * from trace_span where trace_id = t.trace_id order by started_nanos limit 1) s"
                        + " order by t.arrival desc limit ?",
                row -> new TraceSummaryBody(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Instant.ofEpochSecond(row.getLong(4) / NANOS, row.getLong(4) % NANOS),
                        row.getInt(5)),
                (long) most);
    }
}
