package io.mltwin.workspace.documentdb;

import static io.mltwin.armweb.AzureException.badRequest;

import jakarta.inject.Singleton;

/** What the accounts of a subscription may reserve together. */
@Singleton
class ThroughputQuota {

    private final CosmosAccountRepository rows;
    private final CosmosConfig config;

    ThroughputQuota(CosmosAccountRepository rows, CosmosConfig config) {
        this.rows = rows;
        this.config = config;
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
}
