package io.mltwin.keyvault.keys;

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

/** The keys of certificates: same name, same versions, changed with the certificate only. */
@ApplicationScoped
public class ManagedKeys {

    private final StoredKeys stored;
    private final KeyBackups backups;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final Clock clock;

    ManagedKeys(
            StoredKeys stored,
            KeyBackups backups,
            KeyRepository keys,
            KeyVersionRepository versions,
            Clock clock) {
        this.stored = stored;
        this.backups = backups;
        this.keys = keys;
        this.versions = versions;
        this.clock = clock;
    }

    /** A version beside the certificate's. */
    @Transactional
    public void add(
            Vault vault,
            ObjectName name,
            String version,
            KeyMaterial material,
            Attributes attributes) {
        KeyEntity key = keys.forNewVersion(vault, name, true, clock.instant());
        stored.add(
                vault,
                key,
                new NewVersion(
                        version, material, material.shape().operations(), attributes, Map.of()),
                clock.instant());
    }

    /** The pair of the latest version, for a certificate that is renewed with it. */
    @Transactional
    public KeyMaterial latest(Vault vault, ObjectName name) {
        return stored.pair(vault, versions.require(keys.requireActive(vault, name), ""));
    }

    /** Attributes follow the certificate's. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        KeyEntity key = keys.requireActive(vault, name);
        keys.invalidate(key);
        versions.require(key, version).apply(attributes, clock.instant());
    }

    /** Deleted with the certificate. */
    @Transactional
    public void delete(Vault vault, ObjectName name, Instant now) {
        keys.withManaged(vault, name, key -> keys.softDelete(key, now, vault));
    }

    /** Recovered with the certificate. */
    @Transactional
    public void recover(Vault vault, ObjectName name) {
        keys.withManaged(vault, name, keys::recover);
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        keys.withManaged(vault, name, keys::purge);
    }

    /** For the certificate's backup. */
    @Transactional
    public KeyContent backup(Vault vault, ObjectName name) {
        return backups.content(vault, keys.requireActive(vault, name));
    }

    @Transactional
    public void restore(Vault vault, KeyContent content) {
        backups.restore(vault, content, true);
    }
}
