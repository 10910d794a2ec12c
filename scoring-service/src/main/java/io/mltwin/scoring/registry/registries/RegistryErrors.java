package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.AzureFault;
import io.mltwin.customerkeys.CustomerKeyRefused;

/** Errors of Microsoft.ContainerRegistry's control plane. */
final class RegistryErrors {

    private static final String KEY = "properties.encryption.keyVaultProperties.keyIdentifier";

    private RegistryErrors() {}

    static AzureFault nameTaken(String name) {
        return new AzureFault(
                409,
                "AlreadyInUse",
                "The registry DNS name "
                        + name
                        + " is already in use. Use checkNameAvailability to find a free one.");
    }

    static AzureFault adminUserDisabled(String armId) {
        return new AzureFault(
                400,
                "UnAuthorizedForCredentialOperations",
                "Cannot perform credential operations for "
                        + armId
                        + " as admin user is disabled. Kindly enable the admin user (properties.adminUserEnabled) first.");
    }

    /** Returns the data plane's answer while the customer's key cannot be used. */
    static AzureFault keyRefused(String registry, CustomerKeyRefused refused) {
        return new AzureFault(
                403,
                "DENIED",
                "The registry "
                        + registry
                        + " is encrypted under a customer-managed key that cannot be used: "
                        + refused.getMessage());
    }

    static AzureFault keyNotUsable(CustomerKeyRefused refused) {
        return new AzureFault(
                        refused.reason() == CustomerKeyRefused.Reason.VAULT_AWAY ? 503 : 400,
                        "EncryptionKeyNotUsable",
                        "The registry's identity cannot wrap and unwrap with the key: "
                                + refused.getMessage())
                .withTarget(KEY);
    }

    static AzureFault keyNotFit(String why) {
        return new AzureFault(400, "EncryptionKeyNotFit", why).withTarget(KEY);
    }

    static AzureFault identityNeeded(String armId) {
        return new AzureFault(
                        400,
                        "EncryptionIdentityNeeded",
                        "Azure resource '"
                                + armId
                                + "' does not have access to the identity that is to use the key: give it one in 'identity'.")
                .withTarget("properties.encryption.keyVaultProperties.identity");
    }

    static AzureFault premiumOnly(String registry, String sku) {
        return new AzureFault(
                        400,
                        "SkuNotSupported",
                        "Customer-managed keys need the sku Premium; the registry "
                                + registry
                                + " is "
                                + sku
                                + ".")
                .withTarget("sku.name");
    }

    static AzureFault encryptionStays(String registry) {
        return new AzureFault(
                        400,
                        "EncryptionCannotBeDisabled",
                        "The registry "
                                + registry
                                + " is encrypted under a customer-managed key, which cannot be disabled again.")
                .withTarget("properties.encryption.status");
    }

    static AzureFault unknownPassword(String name) {
        return new AzureFault(
                400,
                "InvalidPasswordName",
                "The password name '" + name + "' is neither 'password' nor 'password2'.");
    }
}
