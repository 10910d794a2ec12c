package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.BackedUp;
import io.mltwin.keyvault.objects.Backups;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.KeyPermission;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Backup of a key with all its versions, and restoring it under its name. */
@ApplicationScoped
public class KeyBackups {

    private final VaultAuthorizer authorizer;
    private final Backups backups;
    private final StoredKeys stored;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final Clock clock;

    KeyBackups(
            VaultAuthorizer authorizer,
            Backups backups,
            StoredKeys stored,
            KeyRepository keys,
            KeyVersionRepository versions,
            Clock clock) {
        this.authorizer = authorizer;
        this.backups = backups;
        this.stored = stored;
        this.keys = keys;
        this.versions = versions;
        this.clock = clock;
    }

    public Backups.Body backup(String vaultName, ObjectName name, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                KeyPermission.BACKUP,
                name,
                token,
                in -> {
                    KeyEntity key = keys.requireActive(in.vault(), name);
                    keys.requireUnmanaged(key, name);
                    return backups.seal(Kind.KEYS, in.vault(), content(in.vault(), key));
                });
    }

    KeyContent content(Vault vault, KeyEntity key) {
        return new KeyContent(
                key.name,
                key.rotationPolicy,
                versions.all(key).stream()
                        .map(entity -> version(entity, stored.pair(vault, entity)))
                        .toList());
    }

    private static KeyContent.Version version(KeyVersionEntity entity, KeyMaterial pair) {
        return new KeyContent.Version(
                BackedUp.of(entity),
                entity.kty,
                entity.curve,
                entity.size,
                Tags.readWords(entity.operations),
                entity.publicKey,
                pair.privateEncoding());
    }

    /** All versions under their old identifiers; the name must be free. */
    public KeyBody restore(String vaultName, Backups.Body body, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                KeyPermission.RESTORE,
                null,
                token,
                in -> {
                    KeyContent content =
                            backups.open(Kind.KEYS, in.vault(), body, KeyContent.class);
                    return KeyMapper.body(restore(in.vault(), content, false), in);
                });
    }

    KeyVersionEntity restore(Vault vault, KeyContent content, boolean managed) {
        ObjectName name = ObjectName.of(content.name());
        keys.requireFree(vault, name, clock.instant());
        KeyEntity key = keys.add(vault, name, managed);
        key.rotationPolicy = content.rotationPolicy();
        KeyVersionEntity latest = null;
        for (KeyContent.Version version : content.versions()) {
            latest = add(vault, key, version);
        }
        return latest;
    }

    private KeyVersionEntity add(Vault vault, KeyEntity key, KeyContent.Version version) {
        KeyShape shape =
                new KeyShape(
                        version.kty(),
                        version.curve() == null ? null : Curve.of(version.curve()).orElseThrow(),
                        version.size());
        KeyVersionEntity entity =
                stored.newVersion(
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
