package io.mltwin.resourceprovider;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;

/** Queries whose parameters stand in their text as {@code ?1}, {@code ?2} and so on. */
public final class Queries {

    private Queries() {}

    /** Returns a query in SQL. */
    public static Query sql(EntityManager database, String sql, Object... parameters) {
        return with(database.createNativeQuery(sql), parameters);
    }

    /** Returns a query in SQL for values or rows of a type. */
    @SuppressWarnings("unchecked")
    public static <T> TypedQuery<T> sql(EntityManager database, Class<T> type, String sql, Object... parameters) {
        return with((TypedQuery<T>) database.createNativeQuery(sql, type), parameters);
    }

    /** Returns a query in HQL for values or rows of a type. */
    public static <T> TypedQuery<T> of(EntityManager database, Class<T> type, String hql, Object... parameters) {
        return with(database.createQuery(hql, type), parameters);
    }

    /** Returns a change of rows in HQL. */
    public static Query change(EntityManager database, String hql, Object... parameters) {
        return with(database.createQuery(hql), parameters);
    }

    private static <Q extends Query> Q with(Q query, Object... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
