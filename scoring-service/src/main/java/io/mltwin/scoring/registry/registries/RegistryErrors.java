package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;

/** Errors of Microsoft.ContainerRegistry's control plane. */
final class RegistryErrors {

    private static final String KEY = "properties.encryption.keyVaultProperties.keyIdentifier";

    private RegistryErrors() {}

    static AzureException nameTaken(String name) {
        return new AzureException(
                409,
                "AlreadyInUse",
                "The registry DNS name " + name + " is already in use. Use checkNameAvailability to find a free one.");
    }

    static AzureException adminUserDisabled(String armId) {
        return new AzureException(
                400,
                "UnAuthorizedForCredentialOperations",
                "Cannot perform credential operations for "
                        + armId
                        + " as admin user is disabled. Kindly enable the admin user (properties.adminUserEnabled) first.");
    }

    /** Returns the data plane's answer while the customer's key cannot be used. */
    static AzureException keyRefused(String registry, CustomerKeyException refused) {
        return new AzureException(
                403,
                "DENIED",
                "The registry "
                        + registry
                        + " is encrypted under a customer-managed key that cannot be used: "
                        + refused.getMessage());
    }

    static AzureException keyNotUsable(CustomerKeyException refused) {
        return new AzureException(
                        refused.reason() == CustomerKeyException.Reason.VAULT_AWAY ? 503 : 400,
                        "EncryptionKeyNotUsable",
                        "The registry's identity cannot wrap and unwrap with the key: " + refused.getMessage())
                .withTarget(KEY);
    }

    static AzureException keyNotFit(String why) {
        return new AzureException(400, "EncryptionKeyNotFit", why).withTarget(KEY);
    }

    static AzureException identityNeeded(String armId) {
        return new AzureException(
                        400,
                        "EncryptionIdentityNeeded",
                        "Azure resource '"
                                + armId
                                + "' does not have access to the identity that is to use the key: give it one in 'identity'.")
                .withTarget("properties.encryption.keyVaultProperties.identity");
    }

    static AzureException premiumOnly(String what, String registry, String sku) {
        return new AzureException(
                        400,
                        "SkuNotSupported",
                        what + " needs the sku Premium; the registry " + registry + " is " + sku + ".")
                .withTarget("sku.name");
    }

    static AzureException encryptionStays(String registry) {
        return new AzureException(
                        400,
                        "EncryptionCannotBeDisabled",
                        "The registry "
                                + registry
                                + " is encrypted under a customer-managed key, which cannot be disabled again.")
                .withTarget("properties.encryption.status");
    }

    static AzureException unknownPassword(String name) {
        return new AzureException(
                400, "InvalidPasswordName", "The password name '" + name + "' is neither 'password' nor 'password2'.");
    }
}
