package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.cache.ObjectCache;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.resourceprovider.RowTransactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads and writes secrets and their versions, through the cache. */
@Singleton
record StoredSecrets(
        SecretRepository secrets, SecretVersionRepository versions, SecretVersionInsert insert, ObjectCache cache) {
    /**
     * Returns a version from the cache, or reads it in a transaction of its own.
     *
     * @param version empty for the latest
     * @param read finds its row
     */
    CachedSecret get(OpenedVault in, ObjectName name, String version, Supplier<SecretVersionEntity> read) {
        return cache.get(
                CachedSecret.class,
                new ObjectCache.Name(Kind.SECRETS, in.vault().id(), name.key()),
                version,
                in.vault(),
                () -> {
                    SecretVersionEntity entity = read.get();
                    insert.keep(entity.owner);
                    return CachedSecret.of(entity, version, in);
                });
    }

    /**
     * Adds a version in a transaction of its own, to a new secret if need be.
     *
     * @param version makes the version for its secret
     */
    SecretVersionEntity add(
            Vault vault, ObjectName name, Instant now, Function<SecretEntity, SecretVersionEntity> version) {
        SecretEntity present = insert.find(vault, name);
        if (present != null) {
            SecretVersionEntity further = version.apply(present);
            if (insert.add(further)) {
                return further;
            }
        }
        SecretVersionEntity added = RowTransactions.inOne(() -> addInTransaction(vault, name, now, version));
        insert.keep(added.owner);
        return added;
    }

    /** Adds a version like {@link #add}, within the caller's transaction. */
    SecretVersionEntity addInTransaction(
            Vault vault, ObjectName name, Instant now, Function<SecretEntity, SecretVersionEntity> version) {
        SecretVersionEntity entity = version.apply(secrets.forNewVersion(vault, name, false, now));
        persist(entity);
        return entity;
    }

    /** Makes a version that the caller fills and persists. */
    SecretVersionEntity newVersion(Vault vault, SecretEntity secret, String version, String value) {
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.owner = secret;
        entity.version = version;
        entity.value = vault.dataKey().encryptText(value, context(entity));
        return entity;
    }

    /** Persists a new version within the caller's transaction. */
    void persist(SecretVersionEntity entity) {
        secrets.invalidate(entity.owner);
        versions.persist(entity);
        versions.flush();
    }

    String value(CachedSecret secret) {
        return secret.vault().dataKey().decryptText(secret.ciphertext(), secret.context());
    }

    String value(Vault vault, SecretVersionEntity entity) {
        return vault.dataKey().decryptText(entity.value, context(entity));
    }

    static String context(SecretVersionEntity entity) {
        return "secret:" + entity.owner.id + "/" + entity.version;
    }
}
