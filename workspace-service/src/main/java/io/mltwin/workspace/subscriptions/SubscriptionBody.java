package io.mltwin.workspace.subscriptions;

import java.util.List;
import java.util.Map;

/** Subscriptions, tenants and locations on the wire. */
record SubscriptionBody(
        String id,
        String subscriptionId,
        String tenantId,
        String displayName,
        String state,
        String authorizationSource,
        List<String> managedByTenants,
        Map<String, String> tags,
        Policies subscriptionPolicies) {

    record Policies(String locationPlacementId, String quotaId, String spendingLimit) {}

    record Page(List<SubscriptionBody> value) {}

    record Tenant(String id, String tenantId) {}

    record TenantPage(List<Tenant> value) {}

    record Location(
            String id,
            String name,
            String displayName,
            String regionalDisplayName,
            String type,
            Metadata metadata) {}

    record Metadata(String regionType, String regionCategory) {}

    record LocationPage(List<Location> value) {}

    static SubscriptionBody of(Subscription subscription, Map<String, String> tags) {
        return new SubscriptionBody(
                subscription.id().toString(),
                subscription.subscriptionId(),
                subscription.tenantId(),
                subscription.displayName(),
                "Enabled",
                "RoleBased",
                List.of(),
                tags.isEmpty() ? null : tags,
                new Policies("Public_2014-09-01", "PayAsYouGo_2014-09-01", "Off"));
    }
}
