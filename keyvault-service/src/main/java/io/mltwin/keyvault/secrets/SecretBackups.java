package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.Backups;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.SecretPermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.VaultKeys;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Backup of a secret with all its versions, and restoring it under its name. */
@ApplicationScoped
public class SecretBackups {

    private final VaultDoor door;
    private final Backups backups;
    private final VaultKeys keys;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Clock clock;

    SecretBackups(
            VaultDoor door,
            Backups backups,
            VaultKeys keys,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Clock clock) {
        this.door = door;
        this.backups = backups;
        this.keys = keys;
        this.secrets = secrets;
        this.versions = versions;
        this.clock = clock;
    }

    /** What lies in a backup. */
    record Content(String name, List<Version> versions) {}

    /** A version with its value. */
    record Version(
            String version,
            String value,
            String contentType,
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
        Opened in = door.open(vaultName, SecretPermission.BACKUP, name, token);
        SecretEntity secret = secrets.byName(in.vault().id(), name);
        if (secret == null || secret.isDeleted()) {
            throw ObjectErrors.notFound(Kind.SECRETS, name, null);
        }
        if (secret.managed) {
            throw ObjectErrors.managed(Kind.SECRETS, name);
        }
        List<Version> all =
                versions.after(secret, 0, Integer.MAX_VALUE - 1).stream()
                        .map(entity -> version(entity, in))
                        .toList();
        return backups.seal(Kind.SECRETS, in.vault(), new Content(secret.name, all));
    }

    private Version version(SecretVersionEntity entity, Opened in) {
        return new Version(
                entity.version,
                keys.of(in.vault()).decryptText(entity.value, SecretService.context(entity)),
                entity.contentType,
                Tags.read(entity.tags),
                entity.enabled,
                Attributes.seconds(entity.notBefore),
                Attributes.seconds(entity.expires),
                entity.createdAt.getEpochSecond(),
                entity.updatedAt.getEpochSecond());
    }

    /** All versions under their old identifiers; the name must be free. */
    @Transactional
    public SecretBody restore(String vaultName, Backups.Body body, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.RESTORE, null, token);
        Content content = backups.open(Kind.SECRETS, in.vault(), body, Content.class);
        ObjectName name = ObjectName.of(content.name());
        secrets.lock(in.vault().id(), name);
        secrets.purgeExpired(in.vault().id(), clock.instant());
        SecretEntity present = secrets.byName(in.vault().id(), name);
        if (present != null) {
            throw present.isDeleted()
                    ? ObjectErrors.deletedButRecoverable(Kind.SECRETS, name)
                    : ObjectErrors.exists(Kind.SECRETS, name);
        }
        SecretEntity secret = new SecretEntity();
        secret.id = UUID.randomUUID();
        secret.vaultId = in.vault().id();
        secret.name = name.text();
        secret.nameKey = name.key();
        secrets.persist(secret);
        SecretVersionEntity latest = null;
        for (Version version : content.versions()) {
            latest = add(in, secret, version);
        }
        return SecretMapper.version(latest, null, in);
    }

    private SecretVersionEntity add(Opened in, SecretEntity secret, Version version) {
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.secret = secret;
        entity.version = version.version();
        entity.value =
                keys.of(in.vault()).encryptText(version.value(), SecretService.context(entity));
        entity.contentType = version.contentType();
        entity.tags = Tags.write(version.tags());
        entity.enabled = version.enabled();
        entity.notBefore = instant(version.nbf());
        entity.expires = instant(version.exp());
        entity.createdAt = Instant.ofEpochSecond(version.created());
        entity.updatedAt = Instant.ofEpochSecond(version.updated());
        versions.persist(entity);
        versions.flush();
        return entity;
    }

    private static Instant instant(Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
