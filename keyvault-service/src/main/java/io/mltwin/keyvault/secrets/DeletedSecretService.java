package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.permissions.SecretPermission;
import io.mltwin.keyvault.permissions.VaultAccess;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.secrets.SecretBody.Page;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Soft delete of secrets: deleted ones are kept for the vault's retention, can be recovered, or
 * purged before.
 */
@ApplicationScoped
public class DeletedSecretService {

    private final VaultDirectory vaults;
    private final VaultAccess access;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Addresses addresses;
    private final Clock clock;

    DeletedSecretService(
            VaultDirectory vaults,
            VaultAccess access,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Addresses addresses,
            Clock clock) {
        this.vaults = vaults;
        this.access = access;
        this.secrets = secrets;
        this.versions = versions;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Transactional
    public Deleted delete(String vaultName, SecretName name, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.DELETE, name, token);
        secrets.lock(vault.id(), name);
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null || secret.isDeleted()) {
            throw SecretErrors.notFound(name, null);
        }
        secret.deletedAt = clock.instant();
        secret.scheduledPurgeAt = secret.deletedAt.plus(Duration.ofDays(vault.retentionDays()));
        return SecretMapper.deleted(versions.latest(secret), true, vault, url(vault));
    }

    @Transactional
    public Deleted get(String vaultName, SecretName name, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.GET_DELETED, name, token);
        return SecretMapper.deleted(
                versions.latest(requireDeleted(vault, name)), true, vault, url(vault));
    }

    @Transactional
    public Page<Deleted> list(String vaultName, PageRequest page, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.LIST, null, token);
        secrets.purgeExpired(vault.id(), clock.instant());
        List<SecretEntity> found = secrets.deletedAfter(vault.id(), page.after(), page.size() + 1);
        return SecretService.page(
                found,
                page,
                url(vault) + "/deletedsecrets",
                secret -> secret.nameKey,
                secret -> SecretMapper.deleted(versions.latest(secret), false, vault, url(vault)));
    }

    @Transactional
    public SecretBody recover(String vaultName, SecretName name, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.RECOVER, name, token);
        secrets.lock(vault.id(), name);
        SecretEntity secret = requireDeleted(vault, name);
        secret.deletedAt = null;
        secret.scheduledPurgeAt = null;
        return SecretMapper.version(versions.latest(secret), null, vault, url(vault));
    }

    @Transactional
    public void purge(String vaultName, SecretName name, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.PURGE, name, token);
        secrets.lock(vault.id(), name);
        SecretEntity secret = requireDeleted(vault, name);
        if (vault.purgeProtection()) {
            throw SecretErrors.purgeProtected();
        }
        secrets.delete(secret);
    }

    private SecretEntity requireDeleted(Vault vault, SecretName name) {
        secrets.purgeExpired(vault.id(), clock.instant());
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null || !secret.isDeleted()) {
            throw SecretErrors.deletedNotFound(name);
        }
        return secret;
    }

    private Vault allow(
            String vaultName, SecretPermission permission, SecretName name, VerifiedToken token) {
        Vault vault = vaults.require(vaultName, token);
        access.require(vault, permission, name == null ? null : name.text(), token);
        return vault;
    }

    private String url(Vault vault) {
        return "https://" + addresses.vaultHost(vault.name().toLowerCase(Locale.ROOT));
    }
}
