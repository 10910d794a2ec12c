package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.armweb.ArmErrors.missingRegistration;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.registration.Registrations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Validates what must be so before a workspace is made under a customer-managed key ("Azure Machine
 * Learning enterprise security", how-to-create-workspace-template, how-to-setup-cmk), in this
 * order; the first that fails refuses the request. That the subscription's throughput suffices is
 * found out when the Cosmos DB account is made.
 */
@Singleton
public record EncryptionValidators(
        VaultLookup lookup,
        KeyAccessValidator permissions,
        Registrations registrations,
        Addresses addresses,
        Clock clock) {

    private static final List<String> PROVIDERS = List.of(
            "Microsoft.MachineLearningServices", "Microsoft.DocumentDB", "Microsoft.Storage", "Microsoft.Search");

    /**
     * Passes when a workspace may be made under this key.
     *
     * @throws io.mltwin.armweb.AzureException 400, 403 or 409 with what is wrong
     */
    public void validate(ArmCall call, String region, EncryptionBody given) {
        EncryptionRequest request = new EncryptionRequest(call, region, given, lookup, vaultHost(given));
        CustomerKeyValidator.requireNamed(request);
        CustomerKeyValidator.requireNear(request);
        requireRegistered(request);
        CustomerKeyValidator.requireProtected(request);
        CustomerKeyValidator.requireUsable(request, clock.instant().getEpochSecond());
        permissions.requireCosmos(request);
        permissions.requireContributor(request);
        permissions.requireCreator(request);
    }

    /** Passes when the user-assigned identity that the request names may use the key. */
    public void validateIdentity(ArmCall call, String region, EncryptionBody given, Caller identity) {
        permissions.requireIdentity(new EncryptionRequest(call, region, given, lookup, vaultHost(given)), identity);
    }

    /** The providers of what will be made in the subscription are registered there (COS-06). */
    private void requireRegistered(EncryptionRequest request) {
        String subscription = request.call().id().subscriptionId();
        for (String namespace : PROVIDERS) {
            if (!registrations.isRegistered(subscription, namespace)) {
                throw missingRegistration(subscription, namespace);
            }
        }
    }

    private String vaultHost(EncryptionBody given) {
        return given.vault() != null && CustomerKeyValidator.isVault(given.vault())
                ? addresses.vaultHost(ArmResourceId.parse(given.vault()).name())
                : null;
    }
}
