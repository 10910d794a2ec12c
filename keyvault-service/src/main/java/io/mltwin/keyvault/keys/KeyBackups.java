package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.StoredKeys.NewVersion;
import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.Backups;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.KeyPermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Backup of a key with all its versions, and restoring it under its name. */
@ApplicationScoped
public class KeyBackups {

    private final VaultDoor door;
    private final Backups backups;
    private final StoredKeys stored;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final Clock clock;

    KeyBackups(
            VaultDoor door,
            Backups backups,
            StoredKeys stored,
            KeyRepository keys,
            KeyVersionRepository versions,
            Clock clock) {
        this.door = door;
        this.backups = backups;
        this.stored = stored;
        this.keys = keys;
        this.versions = versions;
        this.clock = clock;
    }

    /** What lies in a backup. */
    record Content(String name, String rotationPolicy, List<Version> versions) {}

    /** A version with both halves. */
    record Version(
            String version,
            String kty,
            String curve,
            Integer size,
            List<String> operations,
            byte[] publicKey,
            byte[] privateKey,
            Map<String, String> tags,
            boolean enabled,
            Long nbf,
            Long exp,
            long created,
            long updated) {
        @Override
        public String toString() {
            return version;
        }
    }

    @Transactional
    public Backups.Body backup(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, KeyPermission.BACKUP, name, token);
        KeyEntity key = stored.requireActive(in.vault(), name);
        if (key.managed) {
            throw ObjectErrors.managed(Kind.KEYS, name);
        }
        List<Version> all =
                versions.after(key, 0, Integer.MAX_VALUE - 1).stream()
                        .map(entity -> version(entity, stored.pair(in.vault(), entity)))
                        .toList();
        return backups.seal(Kind.KEYS, in.vault(), new Content(key.name, key.rotationPolicy, all));
    }

    private static Version version(KeyVersionEntity entity, KeyMaterial pair) {
        return new Version(
                entity.version,
                entity.kty,
                entity.curve,
                entity.size,
                Tags.readWords(entity.operations),
                entity.publicKey,
                pair.privateKey().getEncoded(),
                Tags.read(entity.tags),
                entity.enabled,
                Attributes.seconds(entity.notBefore),
                Attributes.seconds(entity.expires),
                entity.createdAt.getEpochSecond(),
                entity.updatedAt.getEpochSecond());
    }

    /** All versions under their old identifiers; the name must be free. */
    @Transactional
    public KeyBody restore(String vaultName, Backups.Body body, VerifiedToken token) {
        Opened in = door.open(vaultName, KeyPermission.RESTORE, null, token);
        Content content = backups.open(Kind.KEYS, in.vault(), body, Content.class);
        ObjectName name = ObjectName.of(content.name());
        keys.lock(in.vault().id(), name);
        keys.purgeExpired(in.vault().id(), clock.instant());
        KeyEntity present = keys.byName(in.vault().id(), name);
        if (present != null) {
            throw present.isDeleted()
                    ? ObjectErrors.deletedButRecoverable(Kind.KEYS, name)
                    : ObjectErrors.exists(Kind.KEYS, name);
        }
        KeyEntity key = stored.forNewVersion(in.vault(), name, false, clock.instant());
        key.rotationPolicy = content.rotationPolicy();
        KeyVersionEntity latest = null;
        for (Version version : content.versions()) {
            latest = add(in, key, version);
        }
        return KeyMapper.body(latest, in);
    }

    private KeyVersionEntity add(Opened in, KeyEntity key, Version version) {
        KeyShape shape =
                new KeyShape(
                        version.kty(),
                        version.curve() == null ? null : Curve.of(version.curve()).orElseThrow(),
                        version.size());
        NewVersion wanted =
                new NewVersion(
                        version.version(),
                        KeyMaterial.decode(shape, version.publicKey(), version.privateKey()),
                        version.operations(),
                        new Attributes(
                                version.enabled(),
                                version.nbf(),
                                version.exp(),
                                null,
                                null,
                                null,
                                null),
                        version.tags());
        KeyVersionEntity entity =
                stored.add(in.vault(), key, wanted, Instant.ofEpochSecond(version.created()));
        entity.updatedAt = Instant.ofEpochSecond(version.updated());
        versions.flush();
        return entity;
    }
}
