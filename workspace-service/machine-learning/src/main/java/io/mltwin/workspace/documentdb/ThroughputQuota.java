package io.mltwin.workspace.documentdb;

import io.mltwin.armweb.AzureException;
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
            throw new AzureException(
                    400,
                    "QuotaExceeded",
                    "The account '" + wanted.name + "' needs a throughput of " + wanted.throughputLimit
                            + " RU/s; the subscription has " + Math.max(0, left) + " RU/s left of "
                            + config.throughputPerSubscription() + ".");
        }
    }
}
