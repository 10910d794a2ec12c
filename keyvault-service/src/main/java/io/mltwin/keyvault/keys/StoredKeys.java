package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keys and their versions in the database, within the caller's transaction. */
@Singleton
class StoredKeys {

    private final KeyRepository keys;
    private final KeyVersionRepository versions;

    StoredKeys(KeyRepository keys, KeyVersionRepository versions) {
        this.keys = keys;
        this.versions = versions;
    }

    /** What a new version is to be. */
    record NewVersion(
            String version,
            KeyMaterial material,
            List<String> operations,
            Attributes attributes,
            Map<String, String> tags) {}

    /** The key that a new version belongs to, made if need be; locked until the end. */
    KeyEntity forNewVersion(Vault vault, ObjectName name, boolean managed, Instant now) {
        KeyEntity key = keys.forChange(vault, name, now);
        if (key == null) {
            key = new KeyEntity();
            key.managed = managed;
            return keys.add(key, vault, name);
        }
        if (key.managed && !managed) {
            throw ObjectErrors.managed(Kind.KEYS, name);
        }
        if (managed && !key.managed) {
            throw ObjectErrors.exists(Kind.KEYS, name);
        }
        return key;
    }

    KeyVersionEntity add(Vault vault, KeyEntity key, NewVersion wanted, Instant now) {
        KeyVersionEntity entity =
                newVersion(vault, key, wanted.version(), wanted.material(), wanted.operations());
        entity.tags = Tags.write(wanted.tags());
        entity.enabled = true;
        entity.createdAt = now;
        entity.apply(wanted.attributes(), now);
        versions.persist(entity);
        return entity;
    }

    /** A version that the caller fills and persists. */
    KeyVersionEntity newVersion(
            Vault vault,
            KeyEntity key,
            String version,
            KeyMaterial material,
            List<String> operations) {
        KeyVersionEntity entity = new KeyVersionEntity();
        entity.id = UUID.randomUUID();
        entity.owner = key;
        entity.version = version;
        entity.kty = material.shape().kty();
        entity.curve = material.shape().curve() == null ? null : material.shape().curve().text();
        entity.size = material.shape().size();
        entity.operations = Tags.writeWords(operations);
        entity.publicKey = material.publicEncoding();
        entity.privateKey = vault.dataKey().encrypt(material.privateEncoding(), context(entity));
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
                vault.dataKey().decrypt(entity.privateKey, context(entity)));
    }

    private static String context(KeyVersionEntity entity) {
        return "key:" + entity.owner.id + "/" + entity.version;
    }
}
