package io.mltwin.keyvault.permissions;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;

/** Where every call of the data plane enters a vault: it must exist, and the caller be allowed. */
@Singleton
public class VaultDoor {

    private final VaultDirectory vaults;
    private final VaultFirewall firewall;
    private final VaultAccess access;
    private final Addresses addresses;

    VaultDoor(
            VaultDirectory vaults,
            VaultFirewall firewall,
            VaultAccess access,
            Addresses addresses) {
        this.vaults = vaults;
        this.firewall = firewall;
        this.access = access;
        this.addresses = addresses;
    }

    /**
     * A vault that the caller may use.
     *
     * @param url scheme, host and port, without a slash
     */
    public record Opened(Vault vault, String url) {}

    /**
     * Opens it.
     *
     * @param name object it is about, or null for all
     * @throws io.mltwin.armweb.AzureFault 401, 403 or 404
     */
    public Opened open(
            String vaultName, VaultPermission permission, ObjectName name, VerifiedToken token) {
        Vault vault = vaults.require(vaultName, token);
        firewall.require(vault, token);
        access.require(vault, permission, name == null ? null : name.text(), token);
        return opened(vault);
    }

    /**
     * Like {@link #open}, asking nobody.
     *
     * @return null when identity must be asked, or the vault be read
     * @throws io.mltwin.armweb.AzureFault 401, 403
     */
    public Opened openKnown(
            String vaultName, VaultPermission permission, ObjectName name, VerifiedToken token) {
        Vault vault = vaults.known(vaultName);
        if (vault == null) {
            return null;
        }
        vaults.requireTenant(vault, token);
        firewall.require(vault, token);
        return access.isKnown(vault, permission, name.text(), token) ? opened(vault) : null;
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
