package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;

/** Errors of Microsoft.ContainerRegistry's control plane. */
final class RegistryErrors {

    private static final String KEY = "properties.encryption.keyVaultProperties.keyIdentifier";

    private RegistryErrors() {}

    static AzureException nameTaken(String name) {
        return conflict(
                "AlreadyInUse",
                "The registry DNS name %s is already in use. Use checkNameAvailability to find a free one.",
                name);
    }

    static AzureException adminUserDisabled(String armId) {
        return badRequest(
                "UnAuthorizedForCredentialOperations",
                "Cannot perform credential operations for %s as admin user is disabled. Kindly enable the admin user"
                        + " (properties.adminUserEnabled) first.",
                armId);
    }

    /** Returns the data plane's answer while the customer's key cannot be used. */
    static AzureException keyRefused(String registry, CustomerKeyException refused) {
        return forbidden(
                "DENIED",
                "The registry %s is encrypted under a customer-managed key that cannot be used: %s",
                registry,
                refused.getMessage());
    }

    static AzureException keyNotUsable(CustomerKeyException refused) {
        return new AzureException(
                        refused.reason() == CustomerKeyException.Reason.VAULT_AWAY ? 503 : 400,
                        "EncryptionKeyNotUsable",
                        "The registry's identity cannot wrap and unwrap with the key: " + refused.getMessage())
                .withTarget(KEY);
    }

    static AzureException keyNotFit(String why) {
        return badRequest("EncryptionKeyNotFit", why).withTarget(KEY);
    }

    static AzureException identityNeeded(String armId) {
        return badRequest(
                        "EncryptionIdentityNeeded",
                        "Azure resource '%s' does not have access to the identity that is to use the key: give it one in"
                                + " 'identity'.",
                        armId)
                .withTarget("properties.encryption.keyVaultProperties.identity");
    }

    static AzureException premiumOnly(String what, String registry, String sku) {
        return badRequest("SkuNotSupported", "%s needs the sku Premium; the registry %s is %s.", what, registry, sku)
                .withTarget("sku.name");
    }

    static AzureException encryptionStays(String registry) {
        return badRequest(
                        "EncryptionCannotBeDisabled",
                        "The registry %s is encrypted under a customer-managed key, which cannot be disabled again.",
                        registry)
                .withTarget("properties.encryption.status");
    }

    static AzureException unknownPassword(String name) {
        return badRequest("InvalidPasswordName", "The password name '%s' is neither 'password' nor 'password2'.", name);
    }
}
