package io.mltwin.workspace.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Regions;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.storage.accounts.StorageAccountProvider;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Answers for Microsoft.Storage what concerns a subscription (2019-06-01 to 2024-01-01): whether a
 * name is free, the SKUs, and how many accounts there are in a region.
 */
@Singleton
class StorageSubscriptionProvider implements ResourceProvider {

    private final StorageAccountService accounts;

    StorageSubscriptionProvider(StorageAccountService accounts) {
        this.accounts = accounts;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccountName(String name) {}

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named("Microsoft.Storage/checkNameAvailability")
                        .post(ResourceChange.reading(AccountName.class, "name of an account")
                                .apply((call, asked) -> Outcome.ok(accounts.checkName(asked.name()))))
                        .build(),
                ResourceType.named("Microsoft.Storage/skus")
                        .list(call -> SkuBody.ALL)
                        .build(),
                ResourceType.named("Microsoft.Storage/locations/usages")
                        .list(this::usages)
                        .build());
    }

    private List<UsageBody> usages(ArmCall call) {
        String region = Regions.require(call.id().name(), StorageAccountProvider.TYPE);
        return List.of(UsageBody.ofAccounts(accounts.count(call.id().subscriptionId(), region)));
    }
}
