package io.mltwin.keyvault.permissions;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultCache;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Decides whether a caller of the data plane may do something in a vault: the vault must exist, its
 * firewall must let the caller pass, and the caller must have the permission.
 */
@Singleton
public record VaultAuthorizer(
        VaultCache vaults, VaultFirewall firewall, PermissionAuthorizer permissions, Addresses addresses) {
    /**
     * A vault that the caller may use.
     *
     * @param url scheme, host and port, without a slash
     */
    public record OpenedVault(Vault vault, String url) {

        /** Does an operation in one transaction. */
        public <T> T perform(Supplier<T> operation) {
            return RowTransactions.inOne(operation);
        }

        /** Does an operation that returns nothing, in one transaction. */
        public void performAction(Runnable operation) {
            perform(() -> {
                operation.run();
                return null;
            });
        }
    }

    /**
     * Opens a vault that the caller may use.
     *
     * @param name object it is about, or null for all
     * @throws io.mltwin.armweb.AzureException 401, 403 or 404
     */
    public OpenedVault open(String vaultName, VaultPermission permission, ObjectName name, VerifiedToken token) {
        Vault vault = vaults.require(vaultName, token);
        firewall.require(vault, token);
        permissions.require(vault, permission, name == null ? null : name.text(), token);
        return opened(vault);
    }

    /**
     * Opens a vault for Azure Resource Manager, which has checked the permission and passes no
     * firewall.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    public OpenedVault forArm(ArmResourceId vaultId) {
        return opened(vaults.active(vaultId));
    }

    private OpenedVault opened(Vault vault) {
        return new OpenedVault(vault, "https://" + addresses.vaultHost(AsciiCase.lower(vault.name())));
    }
}
