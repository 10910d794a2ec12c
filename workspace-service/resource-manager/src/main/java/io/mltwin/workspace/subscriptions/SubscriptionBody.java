package io.mltwin.workspace.subscriptions;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Regions;
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

    record Tenant(String id, String tenantId) {

        static Tenant of(String id) {
            return new Tenant("/tenants/" + id, id);
        }
    }

    record Location(
            String id, String name, String displayName, String regionalDisplayName, String type, Metadata metadata) {

        static Location of(ArmResourceId subscription, String region) {
            String displayName = Regions.displayName(region);
            return new Location(
                    subscription + "/locations/" + region,
                    region,
                    displayName,
                    displayName,
                    "Region",
                    new Metadata("Physical", "Recommended"));
        }
    }

    record Metadata(String regionType, String regionCategory) {}

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
