package io.mltwin.telemetry.security;

import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.Security/pricings} of a subscription. */
@Singleton
record PricingProvider(PricingService service) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(PricingBody.TYPE)
                .require(PricingProvider::requireSubscription)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id()))
                .put(ResourceChange.reading(PricingBody.class, "pricing")
                        .validate(PricingValidator::validate)
                        .apply(service::put))
                .build());
    }

    private static void requireSubscription(ArmCall call) {
        ArmResourceId scope = call.target().collection() == null ? call.id().providerScope() : call.id();
        if (!scope.isSubscription()) {
            throw notBuilt("%s of %s there", call.method(), call.target().type());
        }
    }
}
