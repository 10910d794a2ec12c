package io.mltwin.compute.runs;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The runs of a workspace that a list is about, as conditions that all hold, in SQL. */
public final class RunSelection {

    private final StringBuilder sql = new StringBuilder("workspace_id = ?1");
    private final List<Object> values = new ArrayList<>();

    private RunSelection(String workspaceId) {
        values.add(workspaceId);
    }

    /** All runs of a workspace. */
    public static RunSelection of(String workspaceId) {
        return new RunSelection(workspaceId);
    }

    public RunSelection equal(RunColumn column, Object value) {
        return isStorable(value) ? where(column.sql() + " = ", value) : nothing();
    }

    /** Keeps also the runs without a value. */
    public RunSelection notEqual(RunColumn column, Object value) {
        return isStorable(value) ? where(column.sql() + " is distinct from ", value) : this;
    }

    /** Keeps the runs that have the value, and those that have none. */
    public RunSelection equalOrNone(RunColumn column, Object value) {
        if (!isStorable(value)) {
            return none(column);
        }
        sql.append(" and (").append(column.sql()).append(" is null or ").append(column.sql());
        values.add(value);
        sql.append(" = ?").append(values.size()).append(')');
        return this;
    }

    public RunSelection none(RunColumn column) {
        sql.append(" and ").append(column.sql()).append(" is null");
        return this;
    }

    /** Keeps the runs with one of the values; one value alone leaves the order to an index. */
    public RunSelection in(RunColumn column, Collection<?> wanted) {
        String type = column == RunColumn.EXPERIMENT_ID ? "uuid" : "text";
        List<String> texts = wanted.stream()
                .filter(RunSelection::isStorable)
                .map(Object::toString)
                .toList();
        if (texts.size() == 1) {
            values.add(texts.get(0));
            sql.append(" and ").append(column.sql()).append(" = cast(?").append(values.size());
            sql.append(" as ").append(type).append(')');
            return this;
        }
        values.add(texts.toArray(String[]::new));
        sql.append(" and ").append(column.sql()).append(" = any(cast(?").append(values.size());
        sql.append(" as ").append(type).append("[]))");
        return this;
    }

    /** Keeps the runs with this time or a later one. */
    public RunSelection from(RunColumn column, Instant time) {
        return where(column.sql() + " >= ", time);
    }

    public RunSelection before(RunColumn column, Instant time) {
        return where(column.sql() + " < ", time);
    }

    /** PostgreSQL has no text with a NUL. */
    private static boolean isStorable(Object value) {
        return value.toString().indexOf('\0') < 0;
    }

    private RunSelection nothing() {
        sql.append(" and false");
        return this;
    }

    private RunSelection where(String comparison, Object value) {
        values.add(value);
        sql.append(" and ").append(comparison).append('?').append(values.size());
        return this;
    }

    String sql() {
        return sql.toString();
    }

    /** Returns the number of parameters. */
    int bind(Query query) {
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return values.size();
    }

    int size() {
        return values.size();
    }
}
