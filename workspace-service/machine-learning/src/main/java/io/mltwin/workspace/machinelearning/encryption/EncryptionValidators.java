package io.mltwin.workspace.machinelearning.encryption;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.registration.Registrations;
import jakarta.inject.Inject;
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
public class EncryptionValidators {

    private final List<EncryptionValidator> inOrder;
    private final CosmosAccessValidator keyAccess;
    private final VaultLookup lookup;
    private final Addresses addresses;

    @Inject
    EncryptionValidators(
            VaultLookup lookup,
            VaultKeyAuthorizer permissions,
            Registrations registrations,
            AccessClient access,
            Principals principals,
            Addresses addresses,
            Clock clock) {
        // run history is Azure Cosmos DB's, and compute-service's
        CosmosAccessValidator cosmos = new CosmosAccessValidator(permissions, principals.service(ServiceName.COMPUTE));
        this.inOrder = List.of(
                new VaultAndKeyValidator(),
                new KeyIdentifierValidator(),
                new KeyOfVaultValidator(),
                new VaultLocationValidator(),
                new ProviderRegistrationValidator(registrations),
                new VaultProtectionValidator(),
                new KeyTypeValidator(clock),
                cosmos,
                new ContributorValidator(access, principals.service(addresses.self())),
                new CreatorAccessValidator(permissions));
        this.keyAccess = cosmos;
        this.lookup = lookup;
        this.addresses = addresses;
    }

    /**
     * Passes when a workspace may be made under this key.
     *
     * @throws io.mltwin.armweb.AzureException 400, 403 or 409 with what is wrong
     */
    public void validate(ArmCall call, String region, EncryptionBody given) {
        EncryptionRequest request = new EncryptionRequest(call, region, given, lookup, vaultHost(given));
        inOrder.forEach(validator -> validator.validate(request));
    }

    /** Passes when the user-assigned identity that the request names may use the key. */
    public void validateIdentity(ArmCall call, String region, EncryptionBody given, Caller identity) {
        keyAccess.validateIdentity(new EncryptionRequest(call, region, given, lookup, vaultHost(given)), identity);
    }

    private String vaultHost(EncryptionBody given) {
        return given.vault() != null && VaultAndKeyValidator.isVault(given.vault())
                ? addresses.vaultHost(ArmResourceId.parse(given.vault()).name())
                : null;
    }
}
