package io.mltwin.identity.rbac;

import java.util.ArrayList;
import java.util.List;

/**
 * A query of the rows in force at a scope and above it, by their columns {@code aside} and
 * {@code scope_key}, to which conditions are added.
 */
public final class ScopeQuery {

    private final StringBuilder conditions = new StringBuilder("aside = false");
    private final List<Object> parameters = new ArrayList<>();

    /**
     * Begins a query.
     *
     * @param below also those below the scope
     */
    public ScopeQuery(String scopeKey, boolean below) {
        List<String> at = ScopeKey.withAncestors(scopeKey);
        String within = scopeKey.equals(ScopeKey.ROOT) ? "" : scopeKey;
        if (below) {
            // what begins with the scope and a slash, which a zero follows
            and("(scopeKey in ? or scopeKey >= ? and scopeKey < ?)", at, within + '/', within + '0');
        } else {
            and("scopeKey in ?", at);
        }
    }

    /** Adds a condition, in which each question mark stands for the next of the values. */
    public ScopeQuery and(String condition, Object... values) {
        String[] parts = (condition + ' ').split("\\?");
        conditions.append(" and ").append(parts[0]);
        for (int i = 0; i < values.length; i++) {
            parameters.add(values[i]);
            conditions.append('?').append(parameters.size()).append(parts[i + 1]);
        }
        return this;
    }

    public String orderedBy(String columns) {
        return conditions + " order by " + columns;
    }

    public Object[] parameters() {
        return parameters.toArray();
    }
}
