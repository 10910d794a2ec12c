package io.mltwin.workspace.documentdb;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.TrackedRows;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;

/** What the accounts of a subscription may reserve together. */
@Singleton
record ThroughputQuota(CosmosAccountRepository rows, CosmosConfig config) {

    /** Settings of Azure Cosmos DB. */
    @ConfigMapping(prefix = "mltwin.cosmos")
    interface CosmosConfig {

        /** Request units a second that all accounts of a subscription may have together. */
        @WithDefault("1000000")
        int throughputPerSubscription();
    }

    /** Refuses an account that would reserve more than is left; others wait until the transaction ends. */
    void require(CosmosAccountEntity wanted) {
        rows.lockSubscription(wanted.subscriptionId);
        long left = config.throughputPerSubscription() - rows.reservedByOthers(wanted);
        if (wanted.throughputLimit > left) {
            throw badRequest(
                    "QuotaExceeded",
                    "The account '%s' needs a throughput of %s RU/s; the subscription has %s RU/s left of %s.",
                    wanted.name,
                    wanted.throughputLimit,
                    Math.max(0, left),
                    config.throughputPerSubscription());
        }
    }

    /** Cosmos DB accounts. */
    @Singleton
    static class CosmosAccountRepository implements TrackedRows<CosmosAccountEntity> {

        /** Accounts of the subscription are made one after the other, so that their sum is right. */
        void lockSubscription(String subscriptionId) {
            AdvisoryLock.hold(getEntityManager(), "throughput|" + subscriptionId);
        }

        /** Returns what the other accounts of its subscription reserve; those without a limit reserve nothing. */
        long reservedByOthers(CosmosAccountEntity row) {
            return find("subscriptionId = ?1 and key <> ?2 and throughputLimit > 0", row.subscriptionId, row.key)
                    .stream()
                    .mapToLong(other -> other.throughputLimit)
                    .sum();
        }
    }
}
