package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.permissions.SecretPermission;
import io.mltwin.keyvault.permissions.VaultAccess;
import io.mltwin.keyvault.secrets.SecretBody.Attributes;
import io.mltwin.keyvault.secrets.SecretBody.Page;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.keyvault.vaults.VaultDirectory;
import io.mltwin.keyvault.vaults.VaultKeys;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

/**
 * Secrets of a vault and their versions; values are ciphertext at rest, under the vault's data key.
 */
@ApplicationScoped
public class SecretService {

    private static final int LONGEST_VALUE = 25_600;

    private final VaultDirectory vaults;
    private final VaultAccess access;
    private final VaultKeys keys;
    private final SecretRepository secrets;
    private final SecretVersionRepository versions;
    private final Addresses addresses;
    private final Clock clock;
    private final SecureRandom random;

    SecretService(
            VaultDirectory vaults,
            VaultAccess access,
            VaultKeys keys,
            SecretRepository secrets,
            SecretVersionRepository versions,
            Addresses addresses,
            Clock clock,
            SecureRandom random) {
        this.vaults = vaults;
        this.access = access;
        this.keys = keys;
        this.secrets = secrets;
        this.versions = versions;
        this.addresses = addresses;
        this.clock = clock;
        this.random = random;
    }

    /** A new version, of a new secret if need be. */
    @Transactional
    public SecretBody set(String vaultName, SecretName name, SecretBody body, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.SET, name, token);
        checkNew(body);
        Instant now = clock.instant();
        secrets.lock(vault.id(), name);
        secrets.purgeExpired(vault.id(), now);
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null) {
            secret = newSecret(vault, name);
        } else if (secret.isDeleted()) {
            throw SecretErrors.deletedButRecoverable(name);
        }
        SecretVersionEntity entity = new SecretVersionEntity();
        entity.id = UUID.randomUUID();
        entity.secret = secret;
        entity.version = SecretId.newVersion(random);
        entity.value = keys.of(vault).encryptText(body.value(), context(entity));
        entity.contentType = body.contentType();
        entity.tags = SecretMapper.write(body.tags());
        entity.enabled = true;
        entity.createdAt = now;
        apply(entity, body.attributes(), now);
        versions.persist(entity);
        return SecretMapper.version(entity, body.value(), vault, url(vault));
    }

    private static void checkNew(SecretBody body) {
        if (body == null || body.value() == null) {
            throw SecretErrors.badParameter("The parameter value must be specified.");
        }
        if (body.value().length() > LONGEST_VALUE) {
            throw SecretErrors.badParameter("The value of a secret has at most 25k characters.");
        }
    }

    private SecretEntity newSecret(Vault vault, SecretName name) {
        SecretEntity secret = new SecretEntity();
        secret.id = UUID.randomUUID();
        secret.vaultId = vault.id();
        secret.name = name.text();
        secret.nameKey = name.key();
        secrets.persist(secret);
        return secret;
    }

    /**
     * A value.
     *
     * @param version empty for the latest
     */
    @Transactional
    public SecretBody get(String vaultName, SecretName name, String version, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.GET, name, token);
        SecretVersionEntity entity = version(requireActive(vault, name), name, version);
        if (!entity.enabled) {
            throw SecretErrors.disabled();
        }
        return SecretMapper.version(
                entity,
                keys.of(vault).decryptText(entity.value, context(entity)),
                vault,
                url(vault));
    }

    @Transactional
    public SecretBody update(
            String vaultName,
            SecretName name,
            String version,
            SecretBody body,
            VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.UPDATE, name, token);
        SecretVersionEntity entity = version(requireActive(vault, name), name, version);
        if (body != null) {
            entity.contentType =
                    body.contentType() == null ? entity.contentType : body.contentType();
            entity.tags = body.tags() == null ? entity.tags : SecretMapper.write(body.tags());
            apply(entity, body.attributes(), clock.instant());
        }
        return SecretMapper.version(entity, null, vault, url(vault));
    }

    private static void apply(SecretVersionEntity entity, Attributes given, Instant now) {
        if (given != null) {
            entity.enabled = given.enabled() == null ? entity.enabled : given.enabled();
            entity.notBefore =
                    given.nbf() == null ? entity.notBefore : SecretMapper.instant(given.nbf());
            entity.expires =
                    given.exp() == null ? entity.expires : SecretMapper.instant(given.exp());
            if (entity.notBefore != null
                    && entity.expires != null
                    && !entity.expires.isAfter(entity.notBefore)) {
                throw SecretErrors.badParameter("The attribute exp must be later than nbf.");
            }
        }
        entity.updatedAt = now;
    }

    @Transactional
    public Page<SecretBody> list(String vaultName, PageRequest page, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.LIST, null, token);
        List<SecretVersionEntity> found =
                versions.latestAfter(vault.id(), page.after(), page.size() + 1);
        return page(
                found,
                page,
                url(vault) + "/secrets",
                entity -> entity.secret.nameKey,
                entity -> SecretMapper.item(entity, vault, url(vault)));
    }

    @Transactional
    public Page<SecretBody> listVersions(
            String vaultName, SecretName name, PageRequest page, VerifiedToken token) {
        Vault vault = allow(vaultName, SecretPermission.LIST, name, token);
        SecretEntity secret = requireActive(vault, name);
        List<SecretVersionEntity> found =
                versions.after(secret, sequence(page.after()), page.size() + 1);
        return page(
                found,
                page,
                url(vault) + "/secrets/" + secret.name + "/versions",
                entity -> Long.toString(entity.sequence),
                entity -> SecretMapper.version(entity, null, vault, url(vault)));
    }

    private static long sequence(String after) {
        if (after.isEmpty()) {
            return 0;
        }
        if (!after.matches("\\d{1,18}")) {
            throw SecretErrors.badParameter("The $skiptoken is none of this list's.");
        }
        return Long.parseLong(after);
    }

    /**
     * One page of what was found, which is one more than the page holds when there is a next one.
     */
    static <E, B> Page<B> page(
            List<E> found,
            PageRequest page,
            String listUrl,
            Function<E, String> key,
            Function<E, B> body) {
        boolean more = found.size() > page.size();
        List<E> shown = more ? found.subList(0, page.size()) : found;
        String next = more ? page.next(listUrl, key.apply(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(body).toList(), next);
    }

    /** A version, or the latest for an empty text. */
    private SecretVersionEntity version(SecretEntity secret, SecretName name, String version) {
        SecretVersionEntity entity =
                version.isEmpty()
                        ? versions.latest(secret)
                        : versions.byVersion(secret, version.toLowerCase(Locale.ROOT));
        if (entity == null) {
            throw SecretErrors.notFound(name, version);
        }
        return entity;
    }

    private SecretEntity requireActive(Vault vault, SecretName name) {
        SecretEntity secret = secrets.byName(vault.id(), name);
        if (secret == null || secret.isDeleted()) {
            throw SecretErrors.notFound(name, null);
        }
        return secret;
    }

    private Vault allow(
            String vaultName, SecretPermission permission, SecretName name, VerifiedToken token) {
        Vault vault = vaults.require(vaultName, token);
        access.require(vault, permission, name == null ? null : name.text(), token);
        return vault;
    }

    private String url(Vault vault) {
        return "https://" + addresses.vaultHost(vault.name().toLowerCase(Locale.ROOT));
    }

    private static String context(SecretVersionEntity entity) {
        return "secret:" + entity.secret.id + "/" + entity.version;
    }
}
