package io.mltwin.workspace.subscriptions;

import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Regions;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Tenants, subscriptions and their locations, read only: what {@code az login} asks first. */
@Singleton
record SubscriptionProvider(Subscriptions subscriptions) implements ResourceProvider {

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
                String id,
                String name,
                String displayName,
                String regionalDisplayName,
                String type,
                Metadata metadata) {

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

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named("Microsoft.Resources/tenants")
                        .list(call ->
                                List.of(SubscriptionBody.Tenant.of(call.caller().tenantId())))
                        .build(),
                ResourceType.named("Microsoft.Resources/subscriptions")
                        .get(this::get)
                        .list(this::list)
                        .build(),
                ResourceType.named("Microsoft.Resources/subscriptions/locations")
                        .list(call -> Regions.names().stream()
                                .map(name -> SubscriptionBody.Location.of(call.id(), name))
                                .toList())
                        .build());
    }

    private List<SubscriptionBody> list(ArmCall call) {
        return subscriptions.ofTenant(call.caller().tenantId()).stream()
                .map(this::body)
                .toList();
    }

    private SubscriptionBody get(ArmCall call) {
        return subscriptions
                .find(call.id().subscriptionId())
                .map(this::body)
                .orElseThrow(() -> subscriptionNotFound(call.id().subscriptionId()));
    }

    private SubscriptionBody body(Subscription subscription) {
        return SubscriptionBody.of(subscription, subscriptions.tags(subscription.subscriptionId()));
    }
}
