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
    private final KeyRepository keys;
    private final Clock clock;

    ManagedKeys(StoredKeys stored, KeyRepository keys, Clock clock) {
        this.stored = stored;
        this.keys = keys;
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
        KeyEntity key = stored.forNewVersion(vault, name, true, clock.instant());
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
        return stored.pair(vault, stored.version(stored.requireActive(vault, name), ""));
    }

    /** Attributes follow the certificate's. */
    @Transactional
    public void update(Vault vault, ObjectName name, String version, Attributes attributes) {
        StoredKeys.apply(
                stored.version(stored.requireActive(vault, name), version),
                attributes,
                clock.instant());
    }

    /** Deleted with the certificate, or recovered when both times are null. */
    @Transactional
    public void setDeleted(Vault vault, ObjectName name, Instant at, Instant purgeAt) {
        KeyEntity key = keys.byName(vault.id(), name);
        if (key != null && key.managed) {
            key.deletedAt = at;
            key.scheduledPurgeAt = purgeAt;
        }
    }

    @Transactional
    public void purge(Vault vault, ObjectName name) {
        KeyEntity key = keys.byName(vault.id(), name);
        if (key != null && key.managed) {
            keys.delete(key);
        }
    }
}
