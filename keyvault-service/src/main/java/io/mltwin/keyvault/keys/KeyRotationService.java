package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.StoredKeys.NewVersion;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.rotation.RotationPolicyBody;
import io.mltwin.keyvault.keys.rotation.RotationPolicyValidator;
import io.mltwin.keyvault.keys.rotation.RotationSchedule;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ManagedObjectRenewal;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Rotates keys, on request and by policy. A rotation that has become due is done when the key is
 * next read, so that the latest version is never overdue.
 *
 * <p>Deviation: notices before the expiry of a key are kept in its policy and not sent.
 */
@Singleton
public record KeyRotationService(
        VaultAuthorizer authorizer,
        StoredKeys stored,
        KeyRepository keys,
        KeyVersionRepository versions,
        ManagedObjectRenewal certificates,
        Clock clock,
        SecureRandom random) {
    /** Makes a new version of the same type, size and operations. */
    public KeyBody rotate(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_ROTATE, name, token);
        return in.perform(() -> {
            keys.lock(in.vault(), name);
            KeyEntity key = keys.requireActive(in.vault(), name);
            keys.requireUnmanaged(key, name);
            return KeyMapper.body(next(in.vault(), key, versions.require(key, "")), in);
        });
    }

    private KeyVersionEntity next(Vault vault, KeyEntity key, KeyVersionEntity latest) {
        Instant now = clock.instant();
        Instant end = RotationSchedule.end(policy(key), now);
        NewVersion wanted = new NewVersion(
                ObjectId.newVersion(random),
                KeyMaterial.generate(StoredKeys.shape(latest), random),
                Tags.readWords(latest.operations),
                new Attributes(true, null, Attributes.seconds(end), null, null, null, null),
                Tags.read(latest.tags));
        return stored.add(vault, key, wanted, now);
    }

    /** Rotates a key whose policy wants it by now, within the caller's transaction. */
    void rotateIfDue(Vault vault, KeyEntity key) {
        if (key.managed) {
            certificates.bringUpToDate(vault, new ObjectName(key.name));
            return;
        }
        if (key.rotationPolicy == null || !isDue(key)) {
            return;
        }
        keys.lock(vault, new ObjectName(key.name));
        if (isDue(key)) {
            next(vault, key, versions.require(key, ""));
        }
    }

    private boolean isDue(KeyEntity key) {
        KeyVersionEntity latest = versions.require(key, "");
        return latest.enabled && RotationSchedule.isDue(policy(key), latest.createdAt, latest.expires, clock.instant());
    }

    public RotationPolicyBody policy(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_GET_ROTATION_POLICY, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            return key.rotationPolicy == null ? RotationPolicyValidator.byDefault(id(in, key)) : policy(key);
        });
    }

    public RotationPolicyBody setPolicy(
            String vaultName, ObjectName name, RotationPolicyBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_SET_ROTATION_POLICY, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            keys.requireUnmanaged(key, name);
            Instant now = clock.instant();
            Instant created = key.rotationPolicy == null
                    ? now
                    : Instant.ofEpochSecond(policy(key).attributes().created());
            RotationPolicyBody policy = RotationPolicyValidator.validate(body, id(in, key), created, now);
            keys.invalidate(key);
            key.rotationPolicy = JsonColumn.write(policy);
            return policy;
        });
    }

    private static String id(OpenedVault in, KeyEntity key) {
        return new ObjectId(in.url(), Kind.KEYS, key.name, null) + "/rotationpolicy";
    }

    private static RotationPolicyBody policy(KeyEntity key) {
        return key.rotationPolicy == null
                ? RotationPolicyValidator.byDefault(null)
                : JsonColumn.read(key.rotationPolicy, RotationPolicyBody.class);
    }
}
