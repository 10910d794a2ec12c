package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.missingRegistration;

import io.mltwin.armweb.ArmCall;
import io.mltwin.workspace.registration.RegistrationProvider;
import io.mltwin.workspace.registration.Registrations;
import jakarta.inject.Singleton;

/** Refuses changes through a resource provider that the subscription is not registered for. */
@Singleton
record RegistrationStage(Registrations registrations, RegistrationProvider registration) implements ArmStage {
    @Override
    public void apply(ArmExchange exchange) {
        ArmCall call = exchange.call;
        if (!exchange.isWrite() || exchange.subscription == null || registration.answers(call)) {
            return;
        }
        String namespace = call.target().namespace();
        if (!registrations.isRegistered(exchange.subscription.subscriptionId(), namespace)) {
            throw missingRegistration(exchange.subscription.subscriptionId(), namespace);
        }
    }
}
