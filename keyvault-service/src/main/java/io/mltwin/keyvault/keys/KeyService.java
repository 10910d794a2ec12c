package io.mltwin.keyvault.keys;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.keyvault.keys.KeyVersionEntity.KeyVersionRepository;
import io.mltwin.keyvault.keys.StoredKeys.NewVersion;
import io.mltwin.keyvault.keys.material.JwkMapper;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.keys.material.KeyShape;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * Keys of a vault and their versions (API 7.0 to 7.6): RSA and EC, and in premium vaults symmetric
 * ones. A standard vault refuses those as Azure's vaults do.
 *
 * <p>Deviation: secure key release (release_policy, exportable) and importing what is wrapped for
 * hardware (key_hsm) answer 501.
 *
 * <p>Deviation: in Azure symmetric keys are made in Managed HSMs alone, which there are none of
 * here: a premium vault has them too.
 *
 * <p>Deviation: the hardware-protected keys of a premium vault are protected as all others are,
 * since there is no hardware.
 */
@Singleton
public record KeyService(
        VaultAuthorizer authorizer,
        StoredKeys stored,
        KeyRepository keys,
        KeyVersionRepository versions,
        KeyRotationService rotation,
        Clock clock,
        SecureRandom random) {
    private static final int EXPONENT = 65_537;

    /** Makes a new version with a new pair, of a new key if need be. */
    public KeyBody create(String vaultName, ObjectName name, KeyBody.Create body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_CREATE, name, token);
        return in.perform(() -> KeyMapper.body(createInTransaction(in.vault(), name, body), in));
    }

    /** Makes a new version within the caller's transaction. */
    KeyVersionEntity createInTransaction(Vault vault, ObjectName name, KeyBody.Create body) {
        badParameterIf(body == null, "The parameter kty must be specified.");
        refuseRelease(body.releasePolicy() != null || isExportable(body.attributes()));
        // clients that name none send 0
        int exponent = requireNonNullElse(body.publicExponent(), 0);
        badParameterIf(exponent != 0 && exponent != EXPONENT, "The public exponent of a vault's key is 65537.");
        KeyShape shape = KeyShape.of(body.kty(), body.curve(), body.size(), vault.premium());
        List<String> operations = shape.operations(body.operations());
        NewVersion wanted = new NewVersion(
                ObjectId.newVersion(random),
                KeyMaterial.generate(shape, random),
                operations,
                body.attributes(),
                body.tags());
        return add(vault, name, wanted);
    }

    /** Imports a pair as a new version. */
    public KeyBody importVersion(String vaultName, ObjectName name, KeyBody.Import body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_IMPORT, name, token);
        return in.perform(() -> {
            badParameterIf(body == null, "The parameter key must be specified.");
            refuseRelease(body.releasePolicy() != null || isExportable(body.attributes()));
            KeyMaterial material = JwkMapper.imported(
                    body.key(), isTrue(body.hsm()), in.vault().premium());
            NewVersion wanted = new NewVersion(
                    ObjectId.newVersion(random),
                    material,
                    material.shape().operations(body.key().operations()),
                    body.attributes(),
                    body.tags());
            return KeyMapper.body(add(in.vault(), name, wanted), in);
        });
    }

    private KeyVersionEntity add(Vault vault, ObjectName name, NewVersion wanted) {
        KeyEntity key = keys.forNewVersion(vault, name, false, clock.instant());
        return stored.add(vault, key, wanted, clock.instant());
    }

    private static void refuseRelease(boolean given) {
        notBuiltIf(given, "Secure key release (release_policy, exportable)");
    }

    private static boolean isExportable(Attributes attributes) {
        return attributes != null && isTrue(attributes.exportable());
    }

    /**
     * Returns the public half, also of a disabled or expired key.
     *
     * @param version empty for the latest
     */
    public KeyBody get(String vaultName, ObjectName name, String version, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_GET, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            rotation.rotateIfDue(in.vault(), key);
            return KeyMapper.body(versions.require(key, version), in);
        });
    }

    public KeyBody update(String vaultName, ObjectName name, String version, KeyBody.Update body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_UPDATE, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            keys.requireUnmanaged(key, name);
            KeyVersionEntity entity = versions.require(key, version);
            if (body != null) {
                keys.invalidate(key);
                refuseRelease(body.releasePolicy() != null || isExportable(body.attributes()));
                if (!isEmpty(body.operations())) {
                    entity.operations = Tags.writeWords(StoredKeys.shape(entity).operations(body.operations()));
                }
                entity.tags = body.tags() == null ? entity.tags : Tags.write(body.tags());
                entity.apply(body.attributes(), clock.instant());
            }
            return KeyMapper.body(entity, in);
        });
    }

    public Page<KeyBody.Item> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_LIST, null, token);
        return in.perform(() -> {
            List<KeyVersionEntity> found = versions.latestAfter(keys, in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/keys",
                    entity -> entity.owner.nameKey,
                    entity -> KeyMapper.item(entity, in));
        });
    }

    public Page<KeyBody.Item> listVersions(String vaultName, ObjectName name, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.KEY_LIST, name, token);
        return in.perform(() -> {
            KeyEntity key = keys.requireActive(in.vault(), name);
            rotation.rotateIfDue(in.vault(), key);
            List<KeyVersionEntity> found = versions.after(key, page.afterSequence(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/keys/" + key.name + "/versions",
                    entity -> Long.toString(entity.sequence),
                    entity -> KeyMapper.versionItem(entity, in));
        });
    }
}
