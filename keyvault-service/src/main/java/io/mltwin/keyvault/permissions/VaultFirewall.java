package io.mltwin.keyvault.permissions;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultCache;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;

/**
 * Applies a vault's firewall, after the token is checked and before the permission. Trusted
 * services are the platform's first-party applications, speaking for themselves or, as {@link
 * TrustedServiceAuthenticator}, for a workspace's identity; a managed identity by itself is none.
 */
@Singleton
class VaultFirewall {

    private final VaultCache vaults;
    private final ClientAddress address;
    private final TrustedServiceAuthenticator services;

    VaultFirewall(VaultCache vaults, ClientAddress address, TrustedServiceAuthenticator services) {
        this.vaults = vaults;
        this.address = address;
        this.services = services;
    }

    /**
     * Requires that the caller may connect.
     *
     * @throws AzureException 403 {@code Forbidden} with inner code {@code ForbiddenByFirewall} or
     *     {@code ForbiddenByConnection}
     */
    void require(Vault vault, VerifiedToken token) {
        if (vault.network().open() && !vault.network().closed()
                || vault.network().bypass() && (vaults.isFirstParty(token) || services.isCaller())) {
            return;
        }
        String from = address.text();
        if (vault.network().allows(from)) {
            return;
        }
        String caller =
                "\r\nCaller: " + PermissionAuthorizer.who(token) + "\r\nVault: " + PermissionAuthorizer.where(vault);
        if (vault.network().closed()) {
            throw forbidden(
                    "ForbiddenByConnection",
                    "Public network access is disabled and request is not from a trusted service nor via"
                            + " an approved private link."
                            + caller);
        }
        throw forbidden(
                "ForbiddenByFirewall",
                "Client address is not authorized and caller is not a trusted service.\r\nClient address: "
                        + from
                        + caller);
    }

    private static AzureException forbidden(String inner, String message) {
        return AzureException.forbidden("Forbidden", message).withInnerCode(inner);
    }
}
