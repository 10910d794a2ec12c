package io.mltwin.keyvault.secrets;

import static io.mltwin.keyvault.objects.ObjectErrors.purgeProtected;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Soft-deletes secrets: they are kept for the vault's retention, and can be recovered or purged
 * before. The secret of a certificate is deleted and recovered with it.
 */
@Singleton
public record DeletedSecretService(
        VaultAuthorizer authorizer, SecretRepository secrets, SecretVersionRepository versions, Clock clock) {
    public Deleted delete(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_DELETE, name, token);
        return in.perform(() -> {
            Vault vault = in.vault();
            secrets.lock(vault, name);
            SecretEntity secret = secrets.requireActive(vault, name);
            secrets.requireUnmanaged(secret, name);
            secrets.softDelete(secret, clock.instant(), vault);
            return SecretMapper.deleted(versions.latest(secret), true, in);
        });
    }

    public Deleted get(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_GET_DELETED, name, token);
        return in.perform(() -> SecretMapper.deleted(
                versions.latest(secrets.requireDeleted(in.vault(), name, clock.instant())), true, in));
    }

    public Page<Deleted> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_LIST, null, token);
        return in.perform(() -> {
            secrets.purgeExpired(in.vault(), clock.instant());
            List<SecretEntity> found = secrets.deletedAfter(in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/deletedsecrets",
                    secret -> secret.nameKey,
                    secret -> SecretMapper.deleted(versions.latest(secret), false, in));
        });
    }

    public SecretBody recover(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_RECOVER, name, token);
        return in.perform(() -> {
            secrets.lock(in.vault(), name);
            SecretEntity secret = secrets.requireDeleted(in.vault(), name, clock.instant());
            secrets.requireUnmanaged(secret, name);
            secrets.recover(secret);
            return SecretMapper.version(versions.latest(secret), null, in);
        });
    }

    public void purge(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_PURGE, name, token);
        in.performAction(() -> {
            secrets.lock(in.vault(), name);
            SecretEntity secret = secrets.requireDeleted(in.vault(), name, clock.instant());
            secrets.requireUnmanaged(secret, name);
            if (in.vault().purgeProtection()) {
                throw purgeProtected(Kind.SECRETS);
            }
            secrets.purge(secret);
        });
    }
}
