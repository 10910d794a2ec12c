package io.mltwin.compute.queries;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/** Statements in SQL with the values of their parameters in order: the first is {@code ?1}. */
public final class Sql {

    private Sql() {}

    /** Returns a statement, or a query of columns. */
    public static Query of(EntityManager entities, String sql, Object... values) {
        return bound(entities.createNativeQuery(sql), values);
    }

    /** Returns a query of rows. */
    public static Query of(EntityManager entities, Class<?> row, String sql, Object... values) {
        return bound(entities.createNativeQuery(sql, row), values);
    }

    private static Query bound(Query query, Object... values) {
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }
}
