package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Page;
import io.mltwin.keyvault.objects.PageRequest;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.SecretPermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultKeys;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Secrets of a vault and their versions; values are ciphertext at rest, under the vault's data key.
 */
@ApplicationScoped
public class SecretService {

    private static final int LONGEST_VALUE = 25_600;

    private final VaultDoor door;
    private final VaultKeys keys;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Clock clock;
    private final SecureRandom random;

    SecretService(
            VaultDoor door,
            VaultKeys keys,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Clock clock,
            SecureRandom random) {
        this.door = door;
        this.keys = keys;
        this.secrets = secrets;
        this.versions = versions;
        this.clock = clock;
        this.random = random;
    }

    /** A new version, of a new secret if need be. */
    @Transactional
    public SecretBody set(String vaultName, ObjectName name, SecretBody body, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.SET, name, token);
        Vault vault = in.vault();
        checkNew(body);
        Instant now = clock.instant();
        secrets.lock(vault.id(), name);
        secrets.purgeExpired(vault.id(), now);
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null) {
            secret = newSecret(vault, name);
        } else if (secret.isDeleted()) {
            throw ObjectErrors.deletedButRecoverable(Kind.SECRETS, name);
        } else if (secret.managed) {
            throw ObjectErrors.managed(Kind.SECRETS, name);
        }
        SecretVersionEntity entity =
                newVersion(vault, secret, ObjectId.newVersion(random), body.value(), now);
        entity.contentType = body.contentType();
        entity.tags = Tags.write(body.tags());
        apply(entity, body.attributes(), now);
        versions.persist(entity);
        return SecretMapper.version(entity, body.value(), in);
    }

    private SecretVersionEntity newVersion(
            Vault vault, SecretEntity secret, String version, String value, Instant now) {
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.secret = secret;
        entity.version = version;
        entity.value = keys.of(vault).encryptText(value, context(entity));
        entity.tags = "{}";
        entity.enabled = true;
        entity.createdAt = now;
        return entity;
    }

    private static void checkNew(SecretBody body) {
        if (body == null || body.value() == null) {
            throw ObjectErrors.badParameter("The parameter value must be specified.");
        }
        if (body.value().length() > LONGEST_VALUE) {
            throw ObjectErrors.badParameter("The value of a secret has at most 25k characters.");
        }
    }

    private SecretEntity newSecret(Vault vault, ObjectName name) {
        SecretEntity secret = new SecretEntity();
        secret.id = UUID.randomUUID();
        secret.vaultId = vault.id();
        secret.name = name.text();
        secret.nameKey = name.key();
        secrets.persist(secret);
        return secret;
    }

    /**
     * A value.
     *
     * @param version empty for the latest
     */
    @Transactional
    public SecretBody get(String vaultName, ObjectName name, String version, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.GET, name, token);
        SecretVersionEntity entity = version(requireActive(in.vault(), name), name, version);
        if (!entity.enabled) {
            throw SecretErrors.disabled();
        }
        return SecretMapper.version(
                entity, keys.of(in.vault()).decryptText(entity.value, context(entity)), in);
    }

    @Transactional
    public SecretBody update(
            String vaultName,
            ObjectName name,
            String version,
            SecretBody body,
            VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.UPDATE, name, token);
        SecretVersionEntity entity = version(requireActive(in.vault(), name), name, version);
        if (entity.secret.managed) {
            throw ObjectErrors.managed(Kind.SECRETS, name);
        }
        if (body != null) {
            entity.contentType =
                    body.contentType() == null ? entity.contentType : body.contentType();
            entity.tags = body.tags() == null ? entity.tags : Tags.write(body.tags());
            apply(entity, body.attributes(), clock.instant());
        }
        return SecretMapper.version(entity, null, in);
    }

    private static void apply(SecretVersionEntity entity, Attributes given, Instant now) {
        Validity validity =
                new Validity(entity.enabled, entity.notBefore, entity.expires).with(given);
        entity.enabled = validity.enabled();
        entity.notBefore = validity.notBefore();
        entity.expires = validity.expires();
        entity.updatedAt = now;
    }

    @Transactional
    public Page<SecretBody> list(String vaultName, PageRequest page, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.LIST, null, token);
        List<SecretVersionEntity> found =
                versions.latestAfter(in.vault().id(), page.after(), page.size() + 1);
        return Page.of(
                found,
                page,
                in.url() + "/secrets",
                entity -> entity.secret.nameKey,
                entity -> SecretMapper.item(entity, in));
    }

    @Transactional
    public Page<SecretBody> listVersions(
            String vaultName, ObjectName name, PageRequest page, VerifiedToken token) {
        Opened in = door.open(vaultName, SecretPermission.LIST, name, token);
        SecretEntity secret = requireActive(in.vault(), name);
        List<SecretVersionEntity> found =
                versions.after(secret, page.afterSequence(), page.size() + 1);
        return Page.of(
                found,
                page,
                in.url() + "/secrets/" + secret.name + "/versions",
                entity -> Long.toString(entity.sequence),
                entity -> SecretMapper.version(entity, null, in));
    }

    /** A version, or the latest for an empty text. */
    private SecretVersionEntity version(SecretEntity secret, ObjectName name, String version) {
        SecretVersionEntity entity =
                version.isEmpty()
                        ? versions.latest(secret)
                        : versions.byVersion(secret, version.toLowerCase(Locale.ROOT));
        if (entity == null) {
            throw ObjectErrors.notFound(Kind.SECRETS, name, version);
        }
        return entity;
    }

    private SecretEntity requireActive(Vault vault, ObjectName name) {
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null || secret.isDeleted()) {
            throw ObjectErrors.notFound(Kind.SECRETS, name, null);
        }
        return secret;
    }

    static String context(SecretVersionEntity entity) {
        return "secret:" + entity.secret.id + "/" + entity.version;
    }
}
