package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultKeys;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Keys and their versions in the database, within the caller's transaction. */
@Singleton
class StoredKeys {

    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final VaultKeys dataKeys;

    StoredKeys(KeyRepository keys, KeyVersionRepository versions, VaultKeys dataKeys) {
        this.keys = keys;
        this.versions = versions;
        this.dataKeys = dataKeys;
    }

    /** What a new version is to be. */
    record NewVersion(
            String version,
            KeyMaterial material,
            List<String> operations,
            Attributes attributes,
            Map<String, String> tags) {}

    /** The key, which must not be deleted. */
    KeyEntity requireActive(Vault vault, ObjectName name) {
        KeyEntity key = keys.byName(vault.id(), name);
        if (key == null || key.isDeleted()) {
            throw ObjectErrors.notFound(Kind.KEYS, name, null);
        }
        return key;
    }

    /** The key that a new version belongs to, made if need be; locked until the end. */
    KeyEntity forNewVersion(Vault vault, ObjectName name, boolean managed, Instant now) {
        keys.lock(vault.id(), name);
        keys.purgeExpired(vault.id(), now);
        KeyEntity key = keys.byName(vault.id(), name);
        if (key == null) {
            key = new KeyEntity();
            key.id = UUID.randomUUID();
            key.vaultId = vault.id();
            key.name = name.text();
            key.nameKey = name.key();
            key.managed = managed;
            keys.persist(key);
        } else if (key.isDeleted()) {
            throw ObjectErrors.deletedButRecoverable(Kind.KEYS, name);
        } else if (key.managed && !managed) {
            throw ObjectErrors.managed(Kind.KEYS, name);
        } else if (managed && !key.managed) {
            throw ObjectErrors.exists(Kind.KEYS, name);
        }
        return key;
    }

    KeyVersionEntity add(Vault vault, KeyEntity key, NewVersion wanted, Instant now) {
        KeyMaterial material = wanted.material();
        KeyVersionEntity entity = new KeyVersionEntity();
        entity.id = UUID.randomUUID();
        entity.key = key;
        entity.version = wanted.version();
        entity.kty = material.shape().kty();
        entity.curve = material.shape().isRsa() ? null : material.shape().curve().text();
        entity.size = material.shape().size();
        entity.operations = Tags.writeWords(wanted.operations());
        entity.publicKey = material.publicKey().getEncoded();
        entity.privateKey =
                dataKeys.of(vault).encrypt(material.privateKey().getEncoded(), context(entity));
        entity.tags = Tags.write(wanted.tags());
        entity.enabled = true;
        entity.createdAt = now;
        apply(entity, wanted.attributes(), now);
        versions.persist(entity);
        return entity;
    }

    static void apply(KeyVersionEntity entity, Attributes given, Instant now) {
        Validity validity = validity(entity).with(given);
        entity.enabled = validity.enabled();
        entity.notBefore = validity.notBefore();
        entity.expires = validity.expires();
        entity.updatedAt = now;
    }

    static Validity validity(KeyVersionEntity entity) {
        return new Validity(entity.enabled, entity.notBefore, entity.expires);
    }

    /** A version, or the latest for an empty text. */
    KeyVersionEntity version(KeyEntity key, String version) {
        KeyVersionEntity entity =
                version.isEmpty()
                        ? versions.latest(key)
                        : versions.byVersion(key, version.toLowerCase(Locale.ROOT));
        if (entity == null) {
            throw ObjectErrors.notFound(Kind.KEYS, new ObjectName(key.name), version);
        }
        return entity;
    }

    static KeyShape shape(KeyVersionEntity entity) {
        return new KeyShape(
                entity.kty,
                entity.curve == null ? null : Curve.of(entity.curve).orElseThrow(),
                entity.size);
    }

    /** The public half. */
    static KeyMaterial publicHalf(KeyVersionEntity entity) {
        return KeyMaterial.decode(shape(entity), entity.publicKey, null);
    }

    /** Both halves. */
    KeyMaterial pair(Vault vault, KeyVersionEntity entity) {
        return KeyMaterial.decode(
                shape(entity),
                entity.publicKey,
                dataKeys.of(vault).decrypt(entity.privateKey, context(entity)));
    }

    private static String context(KeyVersionEntity entity) {
        return "key:" + entity.key.id + "/" + entity.version;
    }
}
