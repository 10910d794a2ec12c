package io.mltwin.keyvault.permissions;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decides whether a caller of the data plane may do something in a vault: the vault must exist, its
 * firewall let the caller pass, and the caller be allowed.
 */
@Singleton
public class VaultAuthorizer {

    private final VaultDirectory vaults;
    private final VaultFirewall firewall;
    private final PermissionAuthorizer permissions;
    private final Addresses addresses;

    VaultAuthorizer(
            VaultDirectory vaults,
            VaultFirewall firewall,
            PermissionAuthorizer permissions,
            Addresses addresses) {
        this.vaults = vaults;
        this.firewall = firewall;
        this.permissions = permissions;
        this.addresses = addresses;
    }

    /**
     * A vault that the caller may use.
     *
     * @param url scheme, host and port, without a slash
     */
    public record Opened(Vault vault, String url) {}

    /**
     * Does an operation that the caller is allowed, in one transaction. Who is allowed is asked
     * before it.
     *
     * @param name object it is about, or null for all
     * @throws io.mltwin.armweb.AzureFault 401, 403 or 404
     */
    public <T> T perform(
            String vaultName,
            VaultPermission permission,
            ObjectName name,
            VerifiedToken token,
            Function<Opened, T> operation) {
        Opened in = open(vaultName, permission, name, token);
        return RowTransactions.inOne(() -> operation.apply(in));
    }

    /** As {@link #perform}, of an operation that returns nothing. */
    public void performWithoutAnswer(
            String vaultName,
            VaultPermission permission,
            ObjectName name,
            VerifiedToken token,
            Consumer<Opened> operation) {
        perform(
                vaultName,
                permission,
                name,
                token,
                in -> {
                    operation.accept(in);
                    return null;
                });
    }

    /**
     * Opens a vault that the caller may use.
     *
     * @param name object it is about, or null for all
     * @throws io.mltwin.armweb.AzureFault 401, 403 or 404
     */
    public Opened open(
            String vaultName, VaultPermission permission, ObjectName name, VerifiedToken token) {
        Vault vault = vaults.require(vaultName, token);
        firewall.require(vault, token);
        permissions.require(vault, permission, name == null ? null : name.text(), token);
        return opened(vault);
    }

    /**
     * For Azure Resource Manager, which has asked for permission and comes through no firewall.
     *
     * @throws io.mltwin.armweb.AzureFault 404
     */
    public Opened forArm(ArmResourceId vaultId) {
        return opened(vaults.active(vaultId));
    }

    private Opened opened(Vault vault) {
        return new Opened(vault, "https://" + addresses.vaultHost(AsciiCase.lower(vault.name())));
    }
}
