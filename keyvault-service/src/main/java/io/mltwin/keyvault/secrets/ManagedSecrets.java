package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** The secrets of certificates: certificate and private half under the same name and versions. */
@ApplicationScoped
public class ManagedSecrets {

    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final VaultKeys keys;
    private final Clock clock;

    ManagedSecrets(
            SecretRepository secrets,
            SecretVersionRepository versions,
            VaultKeys keys,
            Clock clock) {
        this.secrets = secrets;
        this.versions = versions;
        this.keys = keys;
        this.clock = clock;
    }

    /** What the secret of a version holds. */
    public record Content(String value, String contentType) {
        @Override
        public String toString() {
            return contentType;
        }
    }

    /** A version beside the certificate's. */
    @Transactional
    public void add(
            Vault vault, ObjectName name, String version, Content content, Attributes attributes) {
        secrets.lock(vault.id(), name);
        secrets.purgeExpired(vault.id(), clock.instant());
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null) {
            secret = new SecretEntity();
            secret.id = UUID.randomUUID();
            secret.vaultId = vault.id();
            secret.name = name.text();
            secret.nameKey = name.key();
            secret.managed = true;
            secrets.persist(secret);
        } else if (secret.isDeleted()) {
            throw ObjectErrors.deletedButRecoverable(Kind.SECRETS, name);
        } else if (!secret.managed) {
            throw ObjectErrors.exists(Kind.SECRETS, name);
        }
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.secret = secret;
        entity.version = version;
        entity.value = keys.of(vault).encryptText(content.value(), SecretService.context(entity));
        entity.contentType = content.contentType();
        entity.tags = "{}";
        entity.createdAt = clock.instant();
        entity.enabled = true;
        apply(entity, attributes);
        versions.persist(entity);
    }

    private void apply(SecretVersionEntity entity, Attributes attributes) {
        Validity validity =
                new Validity(entity.enabled, entity.notBefore, entity.expires).with(attributes);
        entity.enabled = validity.enabled();
        entity.notBefore = validity.notBefore();
        entity.expires = validity.expires();
        entity.updatedAt = clock.instant();
    }

    /** Attributes follow the certificate's. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret != null && secret.managed) {
            apply(versions.byVersion(secret, version), attributes);
        }
    }

    /** Deleted with the certificate, or recovered when both times are null. */
    @Transactional
    public void setDeleted(Vault vault, ObjectName name, Instant at, Instant purgeAt) {
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret != null && secret.managed) {
            secret.deletedAt = at;
            secret.scheduledPurgeAt = purgeAt;
        }
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret != null && secret.managed) {
            secrets.delete(secret);
        }
    }
}
