package io.mltwin.compute.experiments;

import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The experiments of a workspace that a list is about, as conditions that all hold, and their order, in SQL. */
public final class ExperimentSelection {

    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final StringBuilder conditions = new StringBuilder("workspace_id = ?1");
    private final List<Object> values = new ArrayList<>();
    private final List<String> order = new ArrayList<>();

    /** What of an experiment is clear at rest. */
    public enum Column {
        NAME("name"),
        ID("experiment_id"),
        CREATED("created"),
        /** When it was archived, or created where it is not. */
        UPDATED("coalesce(archived, created)");

        private final String sql;

        Column(String sql) {
            this.sql = sql;
        }
    }

    private ExperimentSelection(String workspaceId) {
        values.add(workspaceId);
    }

    /** All experiments of a workspace. */
    public static ExperimentSelection of(String workspaceId) {
        return new ExperimentSelection(workspaceId);
    }

    /** Keeps those whose name or id is this text, or is another. */
    public ExperimentSelection compare(Column column, boolean equal, String value) {
        boolean possible = column == Column.ID ? value.matches(UUID_FORM) : value.indexOf('\0') < 0;
        if (possible) {
            String sign = equal ? " = " : " <> ";
            return where(column.sql + sign + (column == Column.ID ? "cast(?%d as uuid)" : "?%d"), value);
        }
        return where(equal ? "false" : "true");
    }

    public ExperimentSelection archived(boolean archived) {
        return where(archived ? "archived is not null" : "archived is null");
    }

    /** Keeps those with this time or a later one. */
    public ExperimentSelection from(Column column, Instant time) {
        return where(column.sql + " >= ?%d", time);
    }

    public ExperimentSelection before(Column column, Instant time) {
        return where(column.sql + " < ?%d", time);
    }

    /** Orders those that all orders before this leave equal. */
    public ExperimentSelection orderBy(Column column, boolean descending) {
        order.add(column.sql + (descending ? " desc" : ""));
        return this;
    }

    private ExperimentSelection where(String condition, Object... value) {
        values.addAll(List.of(value));
        conditions.append(" and ").append(condition.formatted(values.size()));
        return this;
    }

    String sql() {
        return conditions + " order by " + String.join(", ", order);
    }

    void bind(Query query) {
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
    }
}
