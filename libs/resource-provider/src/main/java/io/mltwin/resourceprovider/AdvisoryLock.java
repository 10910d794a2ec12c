package io.mltwin.resourceprovider;

import jakarta.persistence.EntityManager;

/** A lock on a name, of which there may be no row yet; the transaction that holds it gives it back at its end. */
public final class AdvisoryLock {

    private AdvisoryLock() {}

    /**
     * Waits for the lock, and holds it until the transaction ends.
     *
     * @param name such as {@code vault|} and a key; what else is locked has other names
     */
    public static void hold(EntityManager database, String name) {
        Queries.sql(database, "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))", name)
                .getSingleResult();
    }
}
