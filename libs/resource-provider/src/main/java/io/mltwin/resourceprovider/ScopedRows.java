package io.mltwin.resourceprovider;

import io.mltwin.armweb.ScopeChange;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Rows that are attached to scopes: each table has the columns {@code scope_key} and {@code aside},
 * and a row that is aside has no effect.
 */
public final class ScopedRows {

    private static final String AT_OR_BELOW = " where (scope_key = ?1 or starts_with(scope_key, ?1 || '/')) and ";

    private ScopedRows() {}

    /** Ends rows at and below the scope, sets them aside or takes them back. */
    public static void change(EntityManager database, String table, ScopeChange change) {
        String scope = change.id().key();
        for (String statement : statements(table, change.kind())) {
            Queries.sql(database, statement, scope).executeUpdate();
        }
    }

    private static List<String> statements(String table, ScopeChange.Kind kind) {
        String endAside = "delete from " + table + AT_OR_BELOW + "aside";
        return switch (kind) {
            case ENDED -> List.of("delete from " + table + AT_OR_BELOW + "not aside");
            case SET_ASIDE -> List.of(endAside, "update " + table + " set aside = true" + AT_OR_BELOW + "true");
            case RECOVERED -> List.of("update " + table + " set aside = false" + AT_OR_BELOW + "aside");
            case MADE -> List.of(endAside);
        };
    }
}
