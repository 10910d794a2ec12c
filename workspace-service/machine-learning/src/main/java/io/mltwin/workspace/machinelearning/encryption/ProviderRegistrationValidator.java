package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.armweb.ArmErrors.missingRegistration;

import io.mltwin.workspace.registration.Registrations;
import java.util.List;

/** The providers of what will be made in the subscription are registered there (COS-06). */
final class ProviderRegistrationValidator implements EncryptionValidator {

    private static final List<String> NEEDED = List.of(
            "Microsoft.MachineLearningServices", "Microsoft.DocumentDB", "Microsoft.Storage", "Microsoft.Search");

    private final Registrations registrations;

    ProviderRegistrationValidator(Registrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public void validate(EncryptionRequest request) {
        String subscription = request.call().id().subscriptionId();
        for (String namespace : NEEDED) {
            if (!registrations.isRegistered(subscription, namespace)) {
                throw missingRegistration(subscription, namespace);
            }
        }
    }
}
