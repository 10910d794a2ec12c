package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Secrets and their values in the database, within the caller's transaction. */
@Singleton
class StoredSecrets {

    private final SecretRepository secrets;
    private final SecretVersionRepository versions;

    StoredSecrets(SecretRepository secrets, SecretVersionRepository versions) {
        this.secrets = secrets;
        this.versions = versions;
    }

    /**
     * The secret that a new version belongs to, made if need be; locked until the end.
     *
     * @param managed true for a certificate's
     */
    SecretEntity forNewVersion(Vault vault, ObjectName name, boolean managed, Instant now) {
        SecretEntity secret = secrets.forChange(vault, name, now);
        if (secret == null) {
            secret = new SecretEntity();
            secret.managed = managed;
            return secrets.add(secret, vault, name);
        }
        if (secret.managed && !managed) {
            throw ObjectErrors.managed(Kind.SECRETS, name);
        }
        if (managed && !secret.managed) {
            throw ObjectErrors.exists(Kind.SECRETS, name);
        }
        return secret;
    }

    /** A version that the caller fills and persists. */
    SecretVersionEntity newVersion(Vault vault, SecretEntity secret, String version, String value) {
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.owner = secret;
        entity.version = version;
        entity.value = vault.dataKey().encryptText(value, context(entity));
        return entity;
    }

    void persist(SecretVersionEntity entity) {
        versions.persist(entity);
        versions.flush();
    }

    /** As it is remembered. */
    static KnownSecret known(SecretVersionEntity entity, Opened in) {
        return new KnownSecret(
                in.vault(),
                SecretMapper.version(entity, null, in),
                entity.enabled,
                entity.value,
                context(entity));
    }

    String value(KnownSecret known) {
        return known.vault().dataKey().decryptText(known.ciphertext(), known.context());
    }

    String value(Vault vault, SecretVersionEntity entity) {
        return vault.dataKey().decryptText(entity.value, context(entity));
    }

    private static String context(SecretVersionEntity entity) {
        return "secret:" + entity.owner.id + "/" + entity.version;
    }
}
