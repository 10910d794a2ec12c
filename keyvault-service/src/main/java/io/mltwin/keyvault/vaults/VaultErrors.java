package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.AzureFault;
import java.util.Map;

/**
 * The error codes of Microsoft.KeyVault's control plane, each with its status and text in one
 * place.
 */
public final class VaultErrors {

    private VaultErrors() {}

    static AzureFault nameNotValid(String name) {
        return new AzureFault(
                400,
                "VaultNameNotValid",
                "The vault name '" + name + "' is invalid: " + VaultName.REASON);
    }

    static AzureFault alreadyExists(VaultName name) {
        return new AzureFault(
                409,
                "VaultAlreadyExists",
                "The vault name '"
                        + name
                        + "' is already in use. Vault names are globally unique so it is possible that"
                        + " the name is already taken. If you are sure that the vault name was not taken then it is possible"
                        + " that a vault with the same name was recently deleted but not purged after being placed in a"
                        + " recoverable state.");
    }

    static AzureFault existsDeleted(VaultName name) {
        return new AzureFault(
                409,
                "ConflictError",
                "A vault with the same name already exists in deleted state. You need to either recover or purge existing"
                        + " key vault '"
                        + name
                        + "'.");
    }

    static AzureFault deletedVaultNotFound(String name) {
        return new AzureFault(
                404,
                "DeletedVaultNotFound",
                "The specified deleted vault '" + name + "' does not exist.");
    }

    static AzureFault badProperty(String property, String why) {
        return new AzureFault(
                        400, "BadRequest", "The property '" + property + "' is not valid: " + why)
                .withTarget("properties." + property);
    }

    static AzureFault purgeProtected(String name) {
        return new AzureFault(
                409,
                "MethodNotAllowed",
                "Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled for the vault '"
                        + name
                        + "'; it is purged when its retention ends.");
    }

    /**
     * The data plane's answer for a vault that does not exist; in Azure its host does not exist
     * either.
     */
    static AzureFault notFound(String name) {
        return new AzureFault(404, "VaultNotFound", "No active vault has the name '" + name + "'.");
    }

    static AzureFault otherTenant(String expectedIssuer, String issuer, String challenge) {
        return new AzureFault(
                        401,
                        "Unauthorized",
                        "AKV10032: Invalid issuer. Expected one of "
                                + expectedIssuer
                                + ", found "
                                + issuer
                                + ".")
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }
}
