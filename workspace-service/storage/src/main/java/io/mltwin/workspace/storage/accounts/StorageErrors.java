package io.mltwin.workspace.storage.accounts;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;

/** The error codes of Microsoft.Storage's control plane. */
public final class StorageErrors {

    private StorageErrors() {}

    static AzureException invalidName(String name) {
        return new AzureException(
                400,
                "AccountNameInvalid",
                name
                        + " is not a valid storage account name. Storage account name must be between 3 and 24 characters in"
                        + " length and use numbers and lower-case letters only.");
    }

    static AzureException alreadyTaken(String name) {
        return new AzureException(
                409, "StorageAccountAlreadyTaken", "The storage account named " + name + " is already taken.");
    }

    static AzureException inAnotherResourceGroup(String name) {
        return new AzureException(
                409,
                "StorageAccountInAnotherResourceGroup",
                "The account " + name + " is already in another resource group in this subscription.");
    }

    static AzureException otherLocation(String name, String is, String asked) {
        return new AzureException(
                409,
                "InvalidResourceLocation",
                "The resource '"
                        + name
                        + "' already exists in location '"
                        + is
                        + "'. A resource with the same name cannot be created in location '"
                        + asked
                        + "'. Please select a new resource name.");
    }

    /** Another request has changed the account while this one was prepared. */
    public static AzureException operationInProgress(String name) {
        return new AzureException(
                409,
                "StorageAccountOperationInProgress",
                "An operation is currently performing on the storage account "
                        + name
                        + " that requires exclusive access.");
    }

    /** Azure's way of saying that one member of the request has a value it does not know. */
    public static AzureException invalidValue(String member, String why) {
        return new AzureException(
                        400,
                        "InvalidValuesForRequestParameters",
                        "Values for request parameters are invalid: " + member + ". " + why)
                .withTarget(member);
    }

    /** A setting Azure enforces and mltwin does not: refused, never kept without effect. */
    public static AzureException notEnforced(String setting, String instead) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "The storage account setting "
                                + setting
                                + " is not enforced by mltwin yet, so it is refused; "
                                + instead)
                .withTarget(setting);
    }

    public static AzureException publicAccessNotPermitted() {
        return new AzureException(
                409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }

    /**
     * A data plane's answer while the customer's key cannot be used ("Common REST API error
     * codes").
     */
    public static AzureException keyRefused(CustomerKeyException refused) {
        return switch (refused.reason()) {
            case NO_TOKEN ->
                new AzureException(
                        403,
                        "KeyVaultAccessTokenCannotBeAcquired",
                        "The account's identity gets no access token for the key vault: " + refused.getMessage());
            case VAULT_NOT_FOUND ->
                new AzureException(403, "KeyVaultVaultNotFound", "The key vault is not found: " + refused.getMessage());
            default ->
                new AzureException(
                        403,
                        "KeyVaultEncryptionKeyNotFound",
                        "The key vault's key is not found to unwrap the account's encryption key: "
                                + refused.getMessage());
        };
    }

    /**
     * Refuses a customer's key that an account was to be switched to, or away from, and that cannot
     * be used.
     */
    static AzureException keyNotUsable(CustomerKeyException refused) {
        return keyNotUsable(refused, "encryption.keyvaultproperties");
    }

    /**
     * Returns the same.
     *
     * @param member of the request that named the key
     */
    public static AzureException keyNotUsable(CustomerKeyException refused, String member) {
        String code = switch (refused.reason()) {
            case NO_TOKEN, NO_ACCESS -> "KeyVaultAuthenticationFailure";
            case VAULT_NOT_FOUND -> "KeyVaultVaultNotFound";
            case VAULT_AWAY -> "KeyVaultUnavailable";
            default -> "KeyVaultEncryptionKeyNotFound";
        };
        return new AzureException(
                        refused.reason() == CustomerKeyException.Reason.VAULT_AWAY ? 503 : 400,
                        code,
                        "The operation failed because of the key vault's key: " + refused.getMessage())
                .withTarget(member);
    }

    static AzureException vaultNotRecoverable(String member) {
        return new AzureException(
                        400,
                        "KeyVaultPolicyError",
                        "Keyvault policy recoverable is not set: the vault needs soft delete and purge protection.")
                .withTarget(member);
    }

    /** The account has no identity that could use a customer's key. */
    static AzureException noVaultIdentity(String identity) {
        return new AzureException(
                403,
                "KeyVaultAccessTokenCannotBeAcquired",
                "The account has no identity " + identity + ", which is to use the key.");
    }

    static AzureException httpsOnly() {
        return new AzureException(
                        400,
                        "AccountRequiresHttps",
                        "supportsHttpsTrafficOnly cannot be false: mltwin serves storage over HTTPS only. Leave it out or send true.")
                .withTarget("properties.supportsHttpsTrafficOnly");
    }
}
