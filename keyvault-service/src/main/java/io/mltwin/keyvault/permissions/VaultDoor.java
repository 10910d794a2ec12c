package io.mltwin.keyvault.permissions;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Where every call of the data plane enters a vault: it must exist, and the caller be allowed. */
@Singleton
public class VaultDoor {

    private final VaultDirectory vaults;
    private final VaultAccess access;
    private final Addresses addresses;

    VaultDoor(VaultDirectory vaults, VaultAccess access, Addresses addresses) {
        this.vaults = vaults;
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
        access.require(vault, permission, name == null ? null : name.text(), token);
        return new Opened(
                vault, "https://" + addresses.vaultHost(vault.name().toLowerCase(Locale.ROOT)));
    }
}
