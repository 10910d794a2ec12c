package io.mltwin.scoring.registry.repositories;

import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.UUID;

/**
 * Keeps apart, in one registry, what adds content and what deletes content that nothing refers to:
 * a lock of PostgreSQL until the end of the transaction.
 */
@Singleton
record ContentLock(EntityManager database) {

    /** For those who add or refer to content: any number at once. */
    void share(UUID registry) {
        take("pg_advisory_xact_lock_shared", registry);
    }

    /** For who deletes content: alone. */
    void own(UUID registry) {
        take("pg_advisory_xact_lock", registry);
    }

    private void take(String function, UUID registry) {
        Queries.sql(database, "select 1 from " + function + "(hashtextextended(?1, 0))", "registry-content|" + registry)
                .getSingleResult();
    }
}
