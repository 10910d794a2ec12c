package io.mltwin.workspace.documentdb;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of Azure Cosmos DB. */
@ConfigMapping(prefix = "mltwin.cosmos")
public interface CosmosConfig {

    /** Request units a second that all accounts of a subscription may have together. */
    @WithDefault("1000000")
    int throughputPerSubscription();
}
