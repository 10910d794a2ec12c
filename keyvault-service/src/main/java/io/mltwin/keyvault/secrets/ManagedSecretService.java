package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/**
 * Keeps the secrets of certificates, which hold certificate and private half under the same name
 * and versions.
 */
@ApplicationScoped
public class ManagedSecretService {

    private final StoredSecrets stored;
    private final SecretBackupService backups;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Clock clock;

    ManagedSecretService(
            StoredSecrets stored,
            SecretBackupService backups,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Clock clock) {
        this.stored = stored;
        this.backups = backups;
        this.secrets = secrets;
        this.versions = versions;
        this.clock = clock;
    }

    /** The value of a version's secret. */
    public record Content(String value, String contentType) {
        @Override
        public String toString() {
            return contentType;
        }
    }

    /** Adds the secret of a certificate's version. */
    @Transactional
    public void add(Vault vault, ObjectName name, String version, Content content, Attributes attributes) {
        Instant now = clock.instant();
        SecretEntity secret = secrets.forNewVersion(vault, name, true, now);
        SecretVersionEntity entity = stored.newVersion(vault, secret, version, content.value());
        entity.contentType = content.contentType();
        entity.tags = "{}";
        entity.createdAt = now;
        entity.enabled = true;
        entity.apply(attributes, now);
        stored.persist(entity);
    }

    /** Sets the attributes of the certificate's version. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        secrets.withManaged(vault, name, secret -> {
            secrets.invalidate(secret);
            versions.require(secret, version).apply(attributes, clock.instant());
        });
    }

    /** Soft-deletes the secret with its certificate. */
    @Transactional
    public void delete(Vault vault, ObjectName name, Instant now) {
        secrets.withManaged(vault, name, secret -> secrets.softDelete(secret, now, vault));
    }

    /** Recovers the secret with its certificate. */
    @Transactional
    public void recover(Vault vault, ObjectName name) {
        secrets.withManaged(vault, name, secrets::recover);
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        secrets.withManaged(vault, name, secrets::purge);
    }

    /** Returns the secret for the certificate's backup. */
    @Transactional
    public SecretBackup backup(Vault vault, ObjectName name) {
        return backups.content(vault, secrets.requireActive(vault, name));
    }

    @Transactional
    public void restore(Vault vault, SecretBackup content) {
        backups.restore(vault, content, true);
    }
}
