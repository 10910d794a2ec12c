package io.mltwin.keyvault.keys;

import static io.mltwin.keyvault.objects.ObjectErrors.purgeProtected;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Soft-deletes keys, recovers and purges them. The key of a certificate is deleted and recovered
 * with it.
 */
@Singleton
public record DeletedKeyService(
        VaultAuthorizer authorizer, KeyRepository keys, KeyVersionRepository versions, Clock clock) {
    public KeyBody.Deleted delete(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_DELETE, name, token);
        return in.perform(() -> {
            keys.lock(in.vault(), name);
            KeyEntity key = keys.requireActive(in.vault(), name);
            keys.requireUnmanaged(key, name);
            keys.softDelete(key, clock.instant(), in.vault());
            return KeyMapper.deleted(versions.latest(key), in);
        });
    }

    public KeyBody.Deleted get(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_GET, name, token);
        return in.perform(
                () -> KeyMapper.deleted(versions.latest(keys.requireDeleted(in.vault(), name, clock.instant())), in));
    }

    public Page<KeyBody.DeletedItem> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_LIST, null, token);
        return in.perform(() -> {
            keys.purgeExpired(in.vault(), clock.instant());
            List<KeyEntity> found = keys.deletedAfter(in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/deletedkeys",
                    key -> key.nameKey,
                    key -> KeyMapper.deletedItem(versions.latest(key), in));
        });
    }

    public KeyBody recover(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_RECOVER, name, token);
        return in.perform(() -> {
            keys.lock(in.vault(), name);
            KeyEntity key = keys.requireDeleted(in.vault(), name, clock.instant());
            keys.requireUnmanaged(key, name);
            keys.recover(key);
            return KeyMapper.body(versions.latest(key), in);
        });
    }

    public void purge(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_PURGE, name, token);
        in.performAction(() -> {
            keys.lock(in.vault(), name);
            KeyEntity key = keys.requireDeleted(in.vault(), name, clock.instant());
            keys.requireUnmanaged(key, name);
            if (in.vault().purgeProtection()) {
                throw purgeProtected(Kind.KEYS);
            }
            keys.purge(key);
        });
    }
}
