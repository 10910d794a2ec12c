package io.mltwin.keyvault.vaults;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/**
 * The error codes of Microsoft.KeyVault's control plane, each with its status and text in one
 * place.
 */
public final class VaultErrors {

    private VaultErrors() {}

    static AzureException nameNotValid(String name) {
        return badRequest("VaultNameNotValid", "The vault name '%s' is invalid: %s", name, VaultName.REASON);
    }

    /** The name of a new vault is that of another one, or of the deleted one that it would replace. */
    static AzureException taken(VaultEntity made, VaultEntity other) {
        return other.isDeleted() && other.key.equals(made.key) ? existsDeleted(made.name) : alreadyExists(made.name);
    }

    static AzureException alreadyExists(String name) {
        return conflict(
                "VaultAlreadyExists",
                "The vault name '%s' is already in use. Vault names are globally unique so it is possible that the"
                        + " name is already taken. If you are sure that the vault name was not taken then it is possible that"
                        + " a vault with the same name was recently deleted but not purged after being placed in a recoverable"
                        + " state.",
                name);
    }

    private static AzureException existsDeleted(String name) {
        return conflict(
                "ConflictError",
                "A vault with the same name already exists in deleted state. You need to either recover or purge"
                        + " existing key vault '%s'.",
                name);
    }

    static AzureException deletedVaultNotFound(String name) {
        return AzureException.notFound(
                "DeletedVaultNotFound", "The specified deleted vault '%s' does not exist.", name);
    }

    static AzureException badProperty(String property, String why, Object... arguments) {
        return badRequest(
                        "BadRequest",
                        "The property '%s' is not valid: %s",
                        property,
                        AzureException.text(why, arguments))
                .withTarget("properties." + property);
    }

    static void badPropertyIf(boolean wrong, String property, String why, Object... arguments) {
        if (wrong) {
            throw badProperty(property, why, arguments);
        }
    }

    static AzureException purgeProtected(String name) {
        return conflict(
                "MethodNotAllowed",
                "Operation 'DeletedVaultPurge' is not allowed: purge protection is enabled for the vault '%s'; it is"
                        + " purged when its retention ends.",
                name);
    }

    /**
     * Returns the data plane's answer for a vault that does not exist; in Azure its host does not
     * exist either.
     */
    static AzureException notFound(String name) {
        return AzureException.notFound("VaultNotFound", "No active vault has the name '%s'.", name);
    }

    static AzureException otherTenant(String expectedIssuer, String issuer, String challenge) {
        return new AzureException(
                        401,
                        "Unauthorized",
                        "AKV10032: Invalid issuer. Expected one of %s, found %s.",
                        expectedIssuer,
                        issuer)
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }
}
