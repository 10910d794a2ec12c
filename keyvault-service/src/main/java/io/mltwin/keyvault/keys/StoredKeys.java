package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.material.Curve;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.cache.ObjectCache;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads and writes keys and their versions, through the cache. */
@Singleton
record StoredKeys(KeyRepository keys, KeyVersionRepository versions, ObjectCache cache) {
    /** The values of a new version. */
    record NewVersion(
            String version,
            KeyMaterial material,
            List<String> operations,
            Attributes attributes,
            Map<String, String> tags) {}

    /**
     * Returns a version from the cache, or reads it in a transaction of its own.
     *
     * @param version empty for the latest
     * @param read finds its row
     */
    CachedKey get(OpenedVault in, ObjectName name, String version, Supplier<KeyVersionEntity> read) {
        return cache.get(
                CachedKey.class,
                new ObjectCache.Name(Kind.KEYS, in.vault().id(), name.key()),
                version,
                in.vault(),
                () -> {
                    KeyVersionEntity entity = read.get();
                    return CachedKey.of(entity, in, pair(in.vault(), entity));
                });
    }

    KeyVersionEntity add(Vault vault, KeyEntity key, NewVersion wanted, Instant now) {
        KeyVersionEntity entity = newVersion(vault, key, wanted.version(), wanted.material(), wanted.operations());
        entity.tags = Tags.write(wanted.tags());
        entity.enabled = true;
        entity.createdAt = now;
        entity.apply(wanted.attributes(), now);
        persist(entity);
        return entity;
    }

    /** Persists a new version within the caller's transaction. */
    void persist(KeyVersionEntity entity) {
        keys.invalidate(entity.owner);
        versions.persist(entity);
        versions.flush();
    }

    /** Makes a version that the caller fills and persists. */
    KeyVersionEntity newVersion(
            Vault vault, KeyEntity key, String version, KeyMaterial material, List<String> operations) {
        KeyVersionEntity entity = new KeyVersionEntity();
        entity.id = UUID.randomUUID();
        entity.owner = key;
        entity.version = version;
        entity.kty = material.shape().kty();
        entity.curve = material.shape().curve() == null
                ? null
                : material.shape().curve().text();
        entity.size = material.shape().size();
        entity.operations = Tags.writeWords(operations);
        entity.publicKey = material.publicEncoding();
        entity.privateKey = vault.dataKey().encrypt(material.privateEncoding(), context(entity));
        return entity;
    }

    static KeyShape shape(KeyVersionEntity entity) {
        return new KeyShape(
                entity.kty, entity.curve == null ? null : Curve.of(entity.curve).orElseThrow(), entity.size);
    }

    /** Returns the public half. */
    static KeyMaterial publicHalf(KeyVersionEntity entity) {
        return KeyMaterial.decode(shape(entity), entity.publicKey, null);
    }

    /** Decrypts and returns both halves. */
    KeyMaterial pair(Vault vault, KeyVersionEntity entity) {
        return KeyMaterial.decode(
                shape(entity), entity.publicKey, vault.dataKey().decrypt(entity.privateKey, context(entity)));
    }

    private static String context(KeyVersionEntity entity) {
        return "key:" + entity.owner.id + "/" + entity.version;
    }
}
