package io.mltwin.telemetry.traces;

import io.mltwin.traces.FlowKind;
import io.mltwin.traces.RecordedSpan;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds spans by their numbers of arrival, and traces by who called and what about. */
@Singleton
record ArrivalRepository(SpanRows rows) {

    private static final String CALLER_OR_SCOPE =
            " (s.caller_object_id = ? and s.caller_tenant_id = ? or s.scope = any (?))";

    /** A span and its number. */
    record Arrival(long number, RecordedSpan span) {}

    /** Returns the highest number, 0 for none. */
    long last() {
        return rows.query("select coalesce(max(arrival), 0) from trace_span", row -> row.getLong(1))
                .get(0);
    }

    /** Returns the spans that arrived after a number up to another, in the order of arrival. */
    List<Arrival> after(long number, long last, int most) {
        return rows.query(
                "select "
                        + SpanRows.COLUMNS
                        + ", arrival from trace_span where arrival > ? and arrival <= ? order by arrival limit ?",
                row -> new Arrival(row.getLong(10), rows.span(row)),
                number,
                last,
                (long) most);
    }

    /** Returns all spans of traces that arrived up to a number, in the order of their start. */
    List<Arrival> ofTraces(List<String> traceIds, long last) {
        return rows.query(
                "select "
                        + SpanRows.COLUMNS
                        + ", arrival from trace_span where trace_id = any (?) and arrival <= ?"
                        + " order by started_nanos, span_id",
                row -> new Arrival(row.getLong(10), rows.span(row)),
                traceIds.toArray(String[]::new),
                last);
    }

    /** Returns the ids of the traces that began last. */
    List<String> newest(int most) {
        return rows.query(
                "select trace_id from trace order by arrival desc limit ?", row -> row.getString(1), (long) most);
    }

    /** Returns the scopes that the traces which began last are about. */
    List<String> scopes(int ofTraces) {
        return rows.query(
                "select distinct scope from trace_span where scope is not null and trace_id in"
                        + " (select trace_id from trace order by arrival desc limit ?)",
                row -> row.getString(1),
                (long) ofTraces);
    }

    /**
     * Returns the ids of the traces that began last and hold a call by someone or about a scope.
     */
    List<String> newest(String tenantId, String objectId, List<String> scopes, int most) {
        return rows.query(
                "select t.trace_id from trace t where exists (select 1 from trace_span s"
                        + " where s.trace_id = t.trace_id and"
                        + CALLER_OR_SCOPE
                        + ") order by t.arrival desc limit ?",
                row -> row.getString(1),
                objectId,
                tenantId,
                scopes.toArray(String[]::new),
                (long) most);
    }

    /** Returns the ids of the traces whose flows of a kind were marked last. */
    List<String> newest(FlowKind kind, int most) {
        return rows.query(
                "select trace_id from trace_span where flow = ? group by trace_id order by max(arrival) desc limit ?",
                row -> row.getString(1),
                kind.name(),
                (long) most);
    }
}
