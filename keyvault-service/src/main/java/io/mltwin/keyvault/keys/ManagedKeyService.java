package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.KeyBackupService.KeyBackup;
import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.StoredKeys.NewVersion;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps the keys of certificates, which have the same name and versions and change with the
 * certificate only.
 */
@ApplicationScoped
public class ManagedKeyService {

    private final StoredKeys stored;
    private final KeyBackupService backups;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final Clock clock;

    ManagedKeyService(
            StoredKeys stored,
            KeyBackupService backups,
            KeyRepository keys,
            KeyVersionRepository versions,
            Clock clock) {
        this.stored = stored;
        this.backups = backups;
        this.keys = keys;
        this.versions = versions;
        this.clock = clock;
    }

    /** Adds the key of a certificate's version. */
    @Transactional
    public void add(Vault vault, ObjectName name, String version, KeyMaterial material, Attributes attributes) {
        KeyEntity key = keys.forNewVersion(vault, name, true, clock.instant());
        stored.add(
                vault,
                key,
                new NewVersion(version, material, material.shape().operations(), attributes, Map.of()),
                clock.instant());
    }

    /** Returns the pair of the latest version, for a certificate that is renewed with it. */
    @Transactional
    public KeyMaterial latest(Vault vault, ObjectName name) {
        return stored.pair(vault, versions.require(keys.requireActive(vault, name), ""));
    }

    /** Sets the attributes of the certificate's version. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        KeyEntity key = keys.requireActive(vault, name);
        keys.invalidate(key);
        versions.require(key, version).apply(attributes, clock.instant());
    }

    /** Soft-deletes the key with its certificate. */
    @Transactional
    public void delete(Vault vault, ObjectName name, Instant now) {
        keys.withManaged(vault, name, key -> keys.softDelete(key, now, vault));
    }

    /** Recovers the key with its certificate. */
    @Transactional
    public void recover(Vault vault, ObjectName name) {
        keys.withManaged(vault, name, keys::recover);
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        keys.withManaged(vault, name, keys::purge);
    }

    /** Returns the key for the certificate's backup. */
    @Transactional
    public KeyBackup backup(Vault vault, ObjectName name) {
        return backups.content(vault, keys.requireActive(vault, name));
    }

    @Transactional
    public void restore(Vault vault, KeyBackup content) {
        backups.restore(vault, content, true);
    }
}
