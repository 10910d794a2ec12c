package io.mltwin.workspace.documentdb;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.inject.Singleton;

/** Cosmos DB accounts. */
@Singleton
class CosmosAccountRepository implements TrackedRows<CosmosAccountEntity> {

    /** Accounts of the subscription are made one after the other, so that their sum is right. */
    void lockSubscription(String subscriptionId) {
        AdvisoryLock.hold(getEntityManager(), "throughput|" + subscriptionId);
    }

    /** Returns what the other accounts of its subscription reserve; those without a limit reserve nothing. */
    long reservedByOthers(CosmosAccountEntity row) {
        return find("subscriptionId = ?1 and key <> ?2 and throughputLimit > 0", row.subscriptionId, row.key).stream()
                .mapToLong(other -> other.throughputLimit)
                .sum();
    }
}
