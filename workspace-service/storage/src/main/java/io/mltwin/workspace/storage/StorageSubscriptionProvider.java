package io.mltwin.workspace.storage;

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
import java.util.Map;

/**
 * Answers for Microsoft.Storage what concerns a subscription (2019-06-01 to 2024-01-01): whether a
 * name is free, the SKUs, and how many accounts there are in a region.
 */
@Singleton
record StorageSubscriptionProvider(StorageAccountService accounts) implements ResourceProvider {

    /**
     * Microsoft.Storage/locations/usages on the wire (2019-06-01 to 2024-01-01): how many accounts a
     * subscription has in a region.
     *
     * <p>Deviation: the limit is Azure's, and no account is refused for it.
     */
    record UsageBody(String unit, long currentValue, int limit, Name name) {

        private static final int MOST_ACCOUNTS = 250;

        record Name(String value, String localizedValue) {}

        static UsageBody ofAccounts(long count) {
            return new UsageBody("Count", count, MOST_ACCOUNTS, new Name("StorageAccounts", "Storage Accounts"));
        }
    }

    /**
     * Microsoft.Storage/skus on the wire (2019-06-01 to 2024-01-01): which redundancy each kind of
     * account comes with, the same in all regions.
     */
    record SkuBody(
            String resourceType,
            String name,
            String tier,
            String kind,
            List<String> locations,
            List<Object> capabilities,
            List<Object> restrictions) {

        private static final Map<String, List<String>> OF_KINDS = Map.of(
                "Storage",
                List.of("Standard_LRS", "Standard_GRS", "Standard_RAGRS", "Premium_LRS"),
                "StorageV2",
                List.of(
                        "Standard_LRS",
                        "Standard_GRS",
                        "Standard_RAGRS",
                        "Standard_ZRS",
                        "Standard_GZRS",
                        "Standard_RAGZRS",
                        "Premium_LRS",
                        "Premium_ZRS"),
                "BlobStorage",
                List.of("Standard_LRS", "Standard_GRS", "Standard_RAGRS"),
                "BlockBlobStorage",
                List.of("Premium_LRS", "Premium_ZRS"),
                "FileStorage",
                List.of("Premium_LRS", "Premium_ZRS"));

        static final List<SkuBody> ALL = OF_KINDS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each.getValue().stream().map(name -> of(each.getKey(), name)))
                .toList();

        private static SkuBody of(String kind, String name) {
            return new SkuBody(
                    "storageAccounts",
                    name,
                    name.substring(0, name.indexOf('_')),
                    kind,
                    Regions.names(),
                    List.of(),
                    List.of());
        }
    }

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
