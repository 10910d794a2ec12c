package io.mltwin.telemetry.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.AzureFault;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.Security/pricings} of a subscription. */
@Singleton
class PricingProvider implements ArmProvider {

    private final PricingService service;
    private final ObjectMapper json;

    PricingProvider(PricingService service, ObjectMapper json) {
        this.service = service;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of(PricingBody.TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        ArmResourceId scope = call.isList() ? call.id() : call.id().providerScope();
        if (!AsciiCase.equal(call.target().type(), PricingBody.TYPE) || !scope.isSubscription()) {
            throw AzureFault.notBuilt(call.method() + " of " + call.target().type() + " there");
        }
        if (call.isList()) {
            return ok(new PricingBody.Page(service.list(scope)));
        }
        if (call.isGet()) {
            return ok(service.get(call.id()));
        }
        if (call.isPut()) {
            return ok(service.put(call.id(), body(call)));
        }
        throw ArmErrors.methodNotAllowed(call);
    }

    private ArmAnswer ok(Object body) {
        return ArmAnswer.ok(json.valueToTree(body));
    }

    private PricingBody body(ArmCall call) {
        try {
            return json.convertValue(call.requiredBody(), PricingBody.class);
        } catch (IllegalArgumentException malformed) {
            throw ArmErrors.invalidRequestContent(
                    "The request content has not the form of a pricing: properties.pricingTier.");
        }
    }
}
