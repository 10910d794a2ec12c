package io.mltwin.keyvault.certificates.issuers;

import static io.mltwin.armweb.AzureException.notFound;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isFalse;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.tokencheck.VerifiedToken;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps the certification authorities that a vault knows, with the accounts there. */
@Singleton
public record IssuerService(VaultAuthorizer authorizer, IssuerRepository issuers, DetailsCipher sealed, Clock clock) {
    private static final Set<String> RESERVED = Set.of("self", "unknown");

    /** Sets an issuer, replacing a present one. */
    public IssuerBody set(String vaultName, ObjectName name, IssuerBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_SET_ISSUERS, null, token);
        return in.perform(() -> {
            badParameterIf(RESERVED.contains(name.key()), "The issuer name %s is reserved.", name);
            badParameterIf(body == null || isBlank(body.provider()), "The parameter provider must be specified.");
            IssuerEntity entity = issuers.byName(in.vault(), name);
            boolean isNew = entity == null;
            if (isNew) {
                entity = new IssuerEntity();
                entity.id = UUID.randomUUID();
                entity.vaultId = in.vault().id();
                entity.name = name.text();
                entity.nameKey = name.key();
                entity.createdAt = clock.instant();
            }
            write(in.vault(), entity, body);
            if (isNew) {
                issuers.persist(entity);
            }
            return shown(in, entity);
        });
    }

    private void write(Vault vault, IssuerEntity entity, IssuerBody body) {
        entity.enabled = body.attributes() == null || !isFalse(body.attributes().enabled());
        entity.updatedAt = clock.instant();
        entity.details = sealed.seal(vault, body, context(entity));
    }

    /** Replaces the members that the body names. */
    public IssuerBody update(String vaultName, ObjectName name, IssuerBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_SET_ISSUERS, null, token);
        return in.perform(() -> {
            IssuerEntity entity = require(in, name);
            if (body != null) {
                IssuerBody present = open(in.vault(), entity);
                write(
                        in.vault(),
                        entity,
                        new IssuerBody(
                                null,
                                orElse(body.provider(), present.provider()),
                                orElse(body.credentials(), present.credentials()),
                                orElse(body.organization(), present.organization()),
                                orElse(body.attributes(), attributes(entity))));
            }
            return shown(in, entity);
        });
    }

    public IssuerBody get(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_GET_ISSUERS, null, token);
        return in.perform(() -> shown(in, require(in, name)));
    }

    public IssuerBody delete(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_DELETE_ISSUERS, null, token);
        return in.perform(() -> {
            IssuerEntity entity = require(in, name);
            IssuerBody answer = shown(in, entity);
            issuers.delete(entity);
            return answer;
        });
    }

    public Page<IssuerBody.Item> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_LIST_ISSUERS, null, token);
        return in.perform(() -> {
            List<IssuerEntity> found = issuers.after(in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    url(in),
                    entity -> entity.nameKey,
                    entity -> new IssuerBody.Item(
                            url(in) + "/" + entity.name,
                            open(in.vault(), entity).provider()));
        });
    }

    /** Returns whether a policy may name an issuer, within the caller's transaction. */
    public boolean exists(Vault vault, String name) {
        return issuers.byName(vault, new ObjectName(name)) != null;
    }

    private IssuerEntity require(OpenedVault in, ObjectName name) {
        IssuerEntity entity = issuers.byName(in.vault(), name);
        if (entity == null) {
            throw notFound(
                    "CertificateIssuerNotFound",
                    "A certificate issuer with name %s was not found in this key vault.",
                    name);
        }
        return entity;
    }

    private IssuerBody shown(OpenedVault in, IssuerEntity entity) {
        return open(in.vault(), entity).shown(url(in) + "/" + entity.name, attributes(entity));
    }

    private IssuerBody open(Vault vault, IssuerEntity entity) {
        return sealed.open(vault, entity.details, context(entity), IssuerBody.class);
    }

    private static Attributes attributes(IssuerEntity entity) {
        return new Attributes(
                entity.enabled,
                null,
                null,
                entity.createdAt.getEpochSecond(),
                entity.updatedAt.getEpochSecond(),
                null,
                null);
    }

    private static String url(OpenedVault in) {
        return in.url() + "/certificates/issuers";
    }

    private static String context(IssuerEntity entity) {
        return "certificate-issuer:" + entity.id;
    }

    private static <T> T orElse(T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** Issuers by name. */
    @Singleton
    static class IssuerRepository implements PanacheRepositoryBase<IssuerEntity, UUID> {

        IssuerEntity byName(Vault vault, ObjectName name) {
            return find("vaultId = ?1 and nameKey = ?2", vault.id(), name.key()).firstResult();
        }

        List<IssuerEntity> after(Vault vault, String nameKey, int most) {
            return find("vaultId = ?1 and nameKey > ?2 order by nameKey", vault.id(), nameKey)
                    .page(0, most)
                    .list();
        }
    }
}
