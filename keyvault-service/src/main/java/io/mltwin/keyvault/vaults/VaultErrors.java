package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/**
 * The error codes of Microsoft.KeyVault's control plane, each with its status and text in one
 * place.
 */
public final class VaultErrors {

    private VaultErrors() {}

    static AzureException nameNotValid(String name) {
        return new AzureException(
                400, "VaultNameNotValid", "The vault name '" + name + "' is invalid: " + VaultName.REASON);
    }

    static AzureException alreadyExists(VaultName name) {
        return new AzureException(
                409,
                "VaultAlreadyExists",
                "The vault name '"
                        + name
                        + "' is already in use. Vault names are globally unique so it is possible that"
                        + " the name is already taken. If you are sure that the vault name was not taken then it is possible"
                        + " that a vault with the same name was recently deleted but not purged after being placed in a"
                        + " recoverable state.");
    }

    static AzureException existsDeleted(VaultName name) {
        return new AzureException(
                409,
                "ConflictError",
                "A vault with the same name already exists in deleted state. You need to either recover or purge existing"
                        + " key vault '"
                        + name
                        + "'.");
    }

    static AzureException deletedVaultNotFound(String name) {
        return new AzureException(
                404, "DeletedVaultNotFound", "The specified deleted vault '" + name + "' does not exist.");
    }

    static AzureException badProperty(String property, String why) {
        return new AzureException(400, "BadRequest", "The property '" + property + "' is not valid: " + why)
                .withTarget("properties." + property);
    }

    static AzureException purgeProtected(String name) {
        return new AzureException(
                409,
                "MethodNotAllowed",
                "Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled for the vault '"
                        + name
                        + "'; it is purged when its retention ends.");
    }

    /**
     * Returns the data plane's answer for a vault that does not exist; in Azure its host does not
     * exist either.
     */
    static AzureException notFound(String name) {
        return new AzureException(404, "VaultNotFound", "No active vault has the name '" + name + "'.");
    }

    static AzureException otherTenant(String expectedIssuer, String issuer, String challenge) {
        return new AzureException(
                        401,
                        "Unauthorized",
                        "AKV10032: Invalid issuer. Expected one of " + expectedIssuer + ", found " + issuer + ".")
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }
}
