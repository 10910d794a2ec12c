package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Page;
import io.mltwin.keyvault.objects.PageRequest;
import io.mltwin.keyvault.permissions.SecretPermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.secrets.SecretBody.Deleted;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/**
 * Soft delete of secrets: deleted ones are kept for the vault's retention, can be recovered, or
 * purged before. The secret of a certificate goes and comes with it.
 */
@ApplicationScoped
public class DeletedSecretService {

    private final VaultDoor door;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Clock clock;

    DeletedSecretService(
            VaultDoor door,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Clock clock) {
        this.door = door;
        this.secrets = secrets;
        this.versions = versions;
        this.clock = clock;
    }

    @Transactional
    public Deleted delete(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.DELETE, name, token);
        Vault vault = in.vault();
        secrets.lock(vault, name);
        SecretEntity secret = secrets.requireActive(vault, name);
        requireOwn(secret, name);
        secret.softDelete(clock.instant(), vault.retentionDays());
        return SecretMapper.deleted(versions.latest(secret), true, in);
    }

    private static void requireOwn(SecretEntity secret, ObjectName name) {
        if (secret.managed) {
            throw ObjectErrors.managed(Kind.SECRETS, name);
        }
    }

    @Transactional
    public Deleted get(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.GET_DELETED, name, token);
        return SecretMapper.deleted(
                versions.latest(secrets.requireDeleted(in.vault(), name, clock.instant())),
                true,
                in);
    }

    @Transactional
    public Page<Deleted> list(String vaultName, PageRequest page, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.LIST, null, token);
        secrets.purgeExpired(in.vault(), clock.instant());
        List<SecretEntity> found = secrets.deletedAfter(in.vault(), page.after(), page.size() + 1);
        return Page.of(
                found,
                page,
                in.url() + "/deletedsecrets",
                secret -> secret.nameKey,
                secret -> SecretMapper.deleted(versions.latest(secret), false, in));
    }

    @Transactional
    public SecretBody recover(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.RECOVER, name, token);
        secrets.lock(in.vault(), name);
        SecretEntity secret = secrets.requireDeleted(in.vault(), name, clock.instant());
        requireOwn(secret, name);
        secret.recover();
        return SecretMapper.version(versions.latest(secret), null, in);
    }

    @Transactional
    public void purge(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.PURGE, name, token);
        secrets.lock(in.vault(), name);
        SecretEntity secret = secrets.requireDeleted(in.vault(), name, clock.instant());
        requireOwn(secret, name);
        if (in.vault().purgeProtection()) {
            throw ObjectErrors.purgeProtected(Kind.SECRETS);
        }
        secrets.delete(secret);
    }
}
