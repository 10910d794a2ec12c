package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** The secrets of certificates: certificate and private half under the same name and versions. */
@ApplicationScoped
public class ManagedSecrets {

    private final StoredSecrets stored;
    private final SecretBackups backups;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Clock clock;

    ManagedSecrets(
            StoredSecrets stored,
            SecretBackups backups,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Clock clock) {
        this.stored = stored;
        this.backups = backups;
        this.secrets = secrets;
        this.versions = versions;
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

    /** Attributes follow the certificate's. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        secrets.withManaged(
                vault,
                name,
                secret -> {
                    secrets.invalidate(secret);
                    versions.require(secret, version).apply(attributes, clock.instant());
                });
    }

    /** Deleted with the certificate. */
    @Transactional
    public void delete(Vault vault, ObjectName name, Instant now) {
        secrets.withManaged(vault, name, secret -> secrets.softDelete(secret, now, vault));
    }

    /** Recovered with the certificate. */
    @Transactional
    public void recover(Vault vault, ObjectName name) {
        secrets.withManaged(vault, name, secrets::recover);
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        secrets.withManaged(vault, name, secrets::purge);
    }

    /** For the certificate's backup. */
    @Transactional
    public SecretContent backup(Vault vault, ObjectName name) {
        return backups.content(vault, secrets.requireActive(vault, name));
    }

    @Transactional
    public void restore(Vault vault, SecretContent content) {
        backups.restore(vault, content, true);
    }
}
