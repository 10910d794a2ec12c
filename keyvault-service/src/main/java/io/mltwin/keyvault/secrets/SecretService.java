package io.mltwin.keyvault.secrets;

import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.objects.ManagedObjectRenewal;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.SecretVersionEntity.SecretVersionRepository;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Reads and writes the secrets of a vault; values are encrypted at rest, under the vault's data
 * key.
 */
@Singleton
public record SecretService(
        VaultAuthorizer authorizer,
        StoredSecrets stored,
        SecretRepository secrets,
        SecretVersionRepository versions,
        ManagedObjectRenewal certificates,
        Clock clock,
        SecureRandom random) {
    private static final int LONGEST_VALUE = 25_600;
    private static final int LONGEST_CONTENT_TYPE = 255;

    /** Adds a version, to a new secret if need be. */
    public SecretBody set(String vaultName, ObjectName name, SecretBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_SET, name, token);
        checkNew(body);
        Vault vault = in.vault();
        Instant now = clock.instant();
        SecretVersionEntity entity = stored.add(vault, name, now, secret -> newVersion(vault, secret, body, now));
        return SecretMapper.version(entity, body.value(), in);
    }

    /** Adds a version within the caller's transaction. */
    SecretVersionEntity addInTransaction(Vault vault, ObjectName name, SecretBody body) {
        checkNew(body);
        Instant now = clock.instant();
        return stored.addInTransaction(vault, name, now, secret -> newVersion(vault, secret, body, now));
    }

    private SecretVersionEntity newVersion(Vault vault, SecretEntity secret, SecretBody body, Instant now) {
        SecretVersionEntity entity = stored.newVersion(vault, secret, ObjectId.newVersion(random), body.value());
        entity.contentType = body.contentType();
        entity.tags = Tags.write(body.tags());
        entity.enabled = true;
        entity.createdAt = now;
        entity.apply(body.attributes(), now);
        return entity;
    }

    private static void checkNew(SecretBody body) {
        badParameterIf(body == null || body.value() == null, "The parameter value must be specified.");
        badParameterIf(body.value().length() > LONGEST_VALUE, "The value of a secret has at most 25k characters.");
        checkContentType(body);
    }

    private static void checkContentType(SecretBody body) {
        badParameterIf(
                body.contentType() != null
                        && (body.contentType().length() > LONGEST_CONTENT_TYPE
                                || body.contentType().indexOf('\0') >= 0),
                "The contentType of a secret has at most 255 characters, none of them NUL.");
    }

    /**
     * Returns a version with its value.
     *
     * @param version empty for the latest
     */
    public SecretBody get(String vaultName, ObjectName name, String version, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_GET, name, token);
        CachedSecret secret = stored.get(in, name, version, () -> find(in.vault(), name, version));
        if (!secret.enabled()) {
            throw disabled();
        }
        return secret.withValue(stored.value(secret));
    }

    public SecretBody update(String vaultName, ObjectName name, String version, SecretBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_UPDATE, name, token);
        return in.perform(() -> {
            SecretVersionEntity entity = find(in.vault(), name, version);
            secrets.requireUnmanaged(entity.owner, name);
            if (body != null) {
                change(entity, body);
            }
            return SecretMapper.version(entity, null, in);
        });
    }

    /**
     * Changes a version within the caller's transaction: all that the body names, except the value.
     */
    void change(SecretVersionEntity entity, SecretBody body) {
        checkContentType(body);
        secrets.invalidate(entity.owner);
        entity.contentType = body.contentType() == null ? entity.contentType : body.contentType();
        entity.tags = body.tags() == null ? entity.tags : Tags.write(body.tags());
        entity.apply(body.attributes(), clock.instant());
    }

    public Page<SecretBody> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_LIST, null, token);
        return in.perform(() -> {
            List<SecretVersionEntity> found = versions.latestAfter(secrets, in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/secrets",
                    entity -> entity.owner.nameKey,
                    entity -> SecretMapper.item(entity, in));
        });
    }

    public Page<SecretBody> listVersions(String vaultName, ObjectName name, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.SECRET_LIST, name, token);
        return in.perform(() -> {
            SecretEntity secret = secrets.requireActive(in.vault(), name);
            List<SecretVersionEntity> found = versions.after(secret, page.afterSequence(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/secrets/" + secret.name + "/versions",
                    entity -> Long.toString(entity.sequence),
                    entity -> SecretMapper.version(entity, null, in));
        });
    }

    private SecretVersionEntity find(Vault vault, ObjectName name, String version) {
        SecretEntity secret = secrets.requireActive(vault, name);
        if (secret.managed && version.isEmpty()) {
            certificates.bringUpToDate(vault, name);
        }
        return versions.require(secret, version);
    }

    private static AzureException disabled() {
        return forbidden("Forbidden", "Operation get is not allowed on a disabled secret.")
                .withInnerCode("SecretDisabled");
    }
}
