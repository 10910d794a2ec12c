package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.backup.BackupCipher;
import io.mltwin.keyvault.objects.backup.VersionBackup;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Backs up a key with all its versions, and restores it under its name. */
@Singleton
public record KeyBackupService(
        VaultAuthorizer authorizer,
        BackupCipher backups,
        StoredKeys stored,
        KeyRepository keys,
        KeyVersionRepository versions,
        Clock clock) {

    /** A key with all its versions, as it lies in a backup. */
    public record KeyBackup(String name, String rotationPolicy, List<Version> versions) {

        /** A version with both halves. */
        public record Version(
                VersionBackup common,
                String kty,
                String curve,
                Integer size,
                List<String> operations,
                byte[] publicKey,
                byte[] privateKey) {
            @Override
            public String toString() {
                return common.version();
            }
        }
    }

    public BackupBody backup(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_BACKUP, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            keys.requireUnmanaged(key, name);
            return backups.seal(Kind.KEYS, in.vault(), content(in.vault(), key));
        });
    }

    KeyBackup content(Vault vault, KeyEntity key) {
        return new KeyBackup(
                key.name,
                key.rotationPolicy,
                versions.all(key).stream()
                        .map(entity -> version(entity, stored.pair(vault, entity)))
                        .toList());
    }

    private static KeyBackup.Version version(KeyVersionEntity entity, KeyMaterial pair) {
        return new KeyBackup.Version(
                VersionBackup.of(entity),
                entity.kty,
                entity.curve,
                entity.size,
                Tags.readWords(entity.operations),
                entity.publicKey,
                pair.privateEncoding());
    }

    /** Restores all versions under their old identifiers; the name must be free. */
    public KeyBody restore(String vaultName, BackupBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_RESTORE, null, token);
        return in.perform(() -> {
            KeyBackup content = backups.open(Kind.KEYS, in.vault(), body, KeyBackup.class);
            return KeyMapper.body(restore(in.vault(), content, false), in);
        });
    }

    KeyVersionEntity restore(Vault vault, KeyBackup content, boolean managed) {
        ObjectName name = ObjectName.of(content.name());
        keys.requireFree(vault, name, clock.instant());
        KeyEntity key = keys.add(vault, name, managed);
        key.rotationPolicy = content.rotationPolicy();
        KeyVersionEntity latest = null;
        for (KeyBackup.Version version : content.versions()) {
            latest = add(vault, key, version);
        }
        return latest;
    }

    private KeyVersionEntity add(Vault vault, KeyEntity key, KeyBackup.Version version) {
        KeyShape shape = new KeyShape(
                version.kty(),
                version.curve() == null ? null : Curve.of(version.curve()).orElseThrow(),
                version.size());
        KeyVersionEntity entity = stored.newVersion(
                vault,
                key,
                version.common().version(),
                KeyMaterial.decode(shape, version.publicKey(), version.privateKey()),
                version.operations());
        version.common().restore(entity);
        stored.persist(entity);
        return entity;
    }
}
