package io.mltwin.workspace.storage.accounts;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import io.mltwin.customerkeys.CustomerKeyException;

/** The error codes of Microsoft.Storage's control plane. */
public final class StorageErrors {

    private StorageErrors() {}

    static AzureException invalidName(String name) {
        return badRequest(
                "AccountNameInvalid",
                "%s is not a valid storage account name. Storage account name must be between 3 and 24 characters in"
                        + " length and use numbers and lower-case letters only.",
                name);
    }

    static AzureException alreadyTaken(String name) {
        return conflict("StorageAccountAlreadyTaken", "The storage account named %s is already taken.", name);
    }

    static AzureException inAnotherResourceGroup(String name) {
        return conflict(
                "StorageAccountInAnotherResourceGroup",
                "The account %s is already in another resource group in this subscription.",
                name);
    }

    /** Another request has changed the account while this one was prepared. */
    public static AzureException operationInProgress(String name) {
        return conflict(
                "StorageAccountOperationInProgress",
                "An operation is currently performing on the storage account %s that requires exclusive access.",
                name);
    }

    /** Azure's way of saying that one member of the request has a value it does not know. */
    public static AzureException invalidValue(String member, String why, Object... arguments) {
        return badRequest(
                        "InvalidValuesForRequestParameters",
                        "Values for request parameters are invalid: %s. %s",
                        member,
                        AzureException.text(why, arguments))
                .withTarget(member);
    }

    public static void invalidValueIf(boolean wrong, String member, String why, Object... arguments) {
        if (wrong) {
            throw invalidValue(member, why, arguments);
        }
    }

    /** A setting Azure enforces and mltwin does not: refused, never kept without effect. */
    public static AzureException notEnforced(String setting, String instead) {
        return new AzureException(
                        501,
                        "NotImplemented",
                        "The storage account setting %s is not enforced by mltwin yet, so it is refused; %s",
                        setting,
                        instead)
                .withTarget(setting);
    }

    public static AzureException publicAccessNotPermitted() {
        return conflict("PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }

    /**
     * A data plane's answer while the customer's key cannot be used ("Common REST API error
     * codes").
     */
    public static AzureException keyRefused(CustomerKeyException refused) {
        return switch (refused.reason()) {
            case NO_TOKEN ->
                forbidden(
                        "KeyVaultAccessTokenCannotBeAcquired",
                        "The account's identity gets no access token for the key vault: " + refused.getMessage());
            case VAULT_NOT_FOUND ->
                forbidden("KeyVaultVaultNotFound", "The key vault is not found: " + refused.getMessage());
            default ->
                forbidden(
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
        return badRequest(
                        "KeyVaultPolicyError",
                        "Keyvault policy recoverable is not set: the vault needs soft delete and purge protection.")
                .withTarget(member);
    }

    /** The account has no identity that could use a customer's key. */
    static AzureException noVaultIdentity(String identity) {
        return forbidden(
                "KeyVaultAccessTokenCannotBeAcquired",
                "The account has no identity %s, which is to use the key.",
                identity);
    }

    static AzureException httpsOnly() {
        return badRequest(
                        "AccountRequiresHttps",
                        "supportsHttpsTrafficOnly cannot be false: mltwin serves storage over HTTPS only. Leave it out or send true.")
                .withTarget("properties.supportsHttpsTrafficOnly");
    }
}
