package io.mltwin.workspace.documentdb;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.trackedresources.TrackedResourceRepository;
import jakarta.inject.Singleton;

/** Cosmos DB accounts. */
@Singleton
class CosmosAccountRepository implements TrackedResourceRepository<CosmosAccountEntity> {

    /** Accounts of the subscription are made one after the other, so that their sum is right. */
    void lockSubscription(String subscriptionId) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 81))")
                .setParameter(1, AsciiCase.lower(subscriptionId))
                .getSingleResult();
    }

    boolean isTaken(String name, String byOtherThan) {
        return count("name = ?1 and key <> ?2", name, byOtherThan) > 0;
    }
}
