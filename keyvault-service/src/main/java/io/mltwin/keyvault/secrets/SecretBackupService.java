package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.backup.BackupCipher;
import io.mltwin.keyvault.objects.backup.VersionBackup;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Backs up a secret with all its versions, and restores it under its name. */
@Singleton
public record SecretBackupService(
        VaultAuthorizer authorizer,
        BackupCipher backups,
        StoredSecrets stored,
        SecretRepository secrets,
        SecretVersionRepository versions,
        Clock clock) {
    public BackupBody backup(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_BACKUP, name, token);
        return in.perform(() -> {
            SecretEntity secret = secrets.requireActive(in.vault(), name);
            secrets.requireUnmanaged(secret, name);
            return backups.seal(Kind.SECRETS, in.vault(), content(in.vault(), secret));
        });
    }

    SecretBackup content(Vault vault, SecretEntity secret) {
        return new SecretBackup(
                secret.name,
                versions.all(secret).stream()
                        .map(entity -> new SecretBackup.Version(
                                VersionBackup.of(entity), stored.value(vault, entity), entity.contentType))
                        .toList());
    }

    /** Restores all versions under their old identifiers; the name must be free. */
    public SecretBody restore(String vaultName, BackupBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_RESTORE, null, token);
        return in.perform(() -> {
            SecretBackup content = backups.open(Kind.SECRETS, in.vault(), body, SecretBackup.class);
            return SecretMapper.version(restore(in.vault(), content, false), null, in);
        });
    }

    SecretVersionEntity restore(Vault vault, SecretBackup content, boolean managed) {
        ObjectName name = ObjectName.of(content.name());
        secrets.requireFree(vault, name, clock.instant());
        SecretEntity secret = secrets.add(vault, name, managed);
        SecretVersionEntity latest = null;
        for (SecretBackup.Version version : content.versions()) {
            latest = stored.newVersion(vault, secret, version.common().version(), version.value());
            latest.contentType = version.contentType();
            version.common().restore(latest);
            stored.persist(latest);
        }
        return latest;
    }
}
