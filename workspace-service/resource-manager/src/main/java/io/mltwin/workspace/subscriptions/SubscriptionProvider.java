package io.mltwin.workspace.subscriptions;

import static io.mltwin.armweb.ArmErrors.subscriptionNotFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Regions;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Tenants, subscriptions and their locations, read only: what {@code az login} asks first. */
@Singleton
class SubscriptionProvider implements ResourceProvider {

    private final Subscriptions subscriptions;

    SubscriptionProvider(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
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
