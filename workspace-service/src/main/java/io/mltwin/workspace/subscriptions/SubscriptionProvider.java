package io.mltwin.workspace.subscriptions;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** Tenants, subscriptions and their locations, read only: what {@code az login} asks first. */
@Singleton
class SubscriptionProvider implements ArmProvider {

    private static final String TENANTS = "Microsoft.Resources/tenants";
    private static final String SUBSCRIPTIONS = "Microsoft.Resources/subscriptions";
    private static final String LOCATIONS = "Microsoft.Resources/subscriptions/locations";

    private final Subscriptions subscriptions;
    private final ObjectMapper json;

    SubscriptionProvider(Subscriptions subscriptions, ObjectMapper json) {
        this.subscriptions = subscriptions;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(TENANTS, SUBSCRIPTIONS);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        String type = call.target().type();
        boolean known =
                type.equals(TENANTS) || type.equals(SUBSCRIPTIONS) || type.equals(LOCATIONS);
        if (!known) {
            throw AzureFault.notBuilt("The resource type " + type);
        }
        if (!call.method().equals("GET")) {
            throw ArmErrors.methodNotAllowed(call);
        }
        Object body =
                switch (type) {
                    case TENANTS -> tenants(call);
                    case LOCATIONS -> locations(call);
                    default -> call.isList() ? list(call) : get(call);
                };
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private static SubscriptionBody.TenantPage tenants(ArmCall call) {
        String id = call.caller().tenantId();
        return new SubscriptionBody.TenantPage(
                List.of(new SubscriptionBody.Tenant("/tenants/" + id, id)));
    }

    private SubscriptionBody.Page list(ArmCall call) {
        List<SubscriptionBody> all =
                subscriptions.ofTenant(call.caller().tenantId()).stream().map(this::body).toList();
        return new SubscriptionBody.Page(all);
    }

    private SubscriptionBody body(Subscription subscription) {
        return SubscriptionBody.of(subscription, subscriptions.tags(subscription.subscriptionId()));
    }

    private SubscriptionBody get(ArmCall call) {
        return subscriptions
                .find(call.id().subscriptionId())
                .map(this::body)
                .orElseThrow(() -> ArmErrors.subscriptionNotFound(call.id().subscriptionId()));
    }

    private static SubscriptionBody.LocationPage locations(ArmCall call) {
        return new SubscriptionBody.LocationPage(
                Regions.names().stream()
                        .map(
                                name ->
                                        new SubscriptionBody.Location(
                                                call.id() + "/locations/" + name,
                                                name,
                                                Regions.displayName(name),
                                                Regions.displayName(name),
                                                "Region",
                                                new SubscriptionBody.Metadata(
                                                        "Physical", "Recommended")))
                        .toList());
    }
}
