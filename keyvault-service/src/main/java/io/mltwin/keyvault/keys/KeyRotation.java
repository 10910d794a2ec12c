package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.StoredKeys.NewVersion;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ManagedObjects;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.KeyPermission;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Rotation of keys, on request and by policy. A rotation that has become due is done when the key
 * is next looked at, so that whoever asks for the latest version gets one that is not overdue.
 *
 * <p>Deviation: notices before the expiry of a key are kept in its policy and not sent.
 */
@ApplicationScoped
public class KeyRotation {

    private final VaultAuthorizer authorizer;
    private final StoredKeys stored;
    private final KeyRepository keys;
    private final KeyVersionRepository versions;
    private final ManagedObjects certificates;
    private final Clock clock;
    private final SecureRandom random;

    KeyRotation(
            VaultAuthorizer authorizer,
            StoredKeys stored,
            KeyRepository keys,
            KeyVersionRepository versions,
            ManagedObjects certificates,
            Clock clock,
            SecureRandom random) {
        this.authorizer = authorizer;
        this.stored = stored;
        this.keys = keys;
        this.versions = versions;
        this.certificates = certificates;
        this.clock = clock;
        this.random = random;
    }

    /** A new version of the same type, size and operations. */
    public KeyBody rotate(String vaultName, ObjectName name, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                KeyPermission.ROTATE,
                name,
                token,
                in -> {
                    keys.lock(in.vault(), name);
                    KeyEntity key = keys.requireActive(in.vault(), name);
                    keys.requireUnmanaged(key, name);
                    return KeyMapper.body(next(in.vault(), key, versions.require(key, "")), in);
                });
    }

    private KeyVersionEntity next(Vault vault, KeyEntity key, KeyVersionEntity latest) {
        Instant now = clock.instant();
        Instant end = RotationRules.end(policy(key), now);
        NewVersion wanted =
                new NewVersion(
                        ObjectId.newVersion(random),
                        KeyMaterial.generate(StoredKeys.shape(latest), random),
                        Tags.readWords(latest.operations),
                        new Attributes(true, null, Attributes.seconds(end), null, null, null, null),
                        Tags.read(latest.tags));
        return stored.add(vault, key, wanted, now);
    }

    /** Does what the policy wanted done by now; in the caller's transaction. */
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
        return latest.enabled
                && RotationRules.isDue(
                        policy(key), latest.createdAt, latest.expires, clock.instant());
    }

    public RotationPolicyBody policy(String vaultName, ObjectName name, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                KeyPermission.GET_ROTATION_POLICY,
                name,
                token,
                in -> {
                    KeyEntity key = keys.requireActive(in.vault(), name);
                    return key.rotationPolicy == null
                            ? RotationRules.byDefault(id(in, key))
                            : policy(key);
                });
    }

    public RotationPolicyBody setPolicy(
            String vaultName, ObjectName name, RotationPolicyBody body, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                KeyPermission.SET_ROTATION_POLICY,
                name,
                token,
                in -> {
                    KeyEntity key = keys.requireActive(in.vault(), name);
                    keys.requireUnmanaged(key, name);
                    Instant now = clock.instant();
                    Instant created =
                            key.rotationPolicy == null
                                    ? now
                                    : Instant.ofEpochSecond(policy(key).attributes().created());
                    RotationPolicyBody policy =
                            RotationRules.checked(body, id(in, key), created, now);
                    keys.invalidate(key);
                    key.rotationPolicy = JsonColumn.write(policy);
                    return policy;
                });
    }

    private static String id(Opened in, KeyEntity key) {
        return new ObjectId(in.url(), Kind.KEYS, key.name, null) + "/rotationpolicy";
    }

    private static RotationPolicyBody policy(KeyEntity key) {
        return key.rotationPolicy == null
                ? RotationRules.byDefault(null)
                : JsonColumn.read(key.rotationPolicy, RotationPolicyBody.class);
    }
}
