package io.mltwin.keyvault.certificates;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.certificates.CertificateEntity.CertificateRepository;
import io.mltwin.keyvault.certificates.CertificateOrderEntity.CertificateOrderRepository;
import io.mltwin.keyvault.certificates.CertificateVersionEntity.CertificateVersionRepository;
import io.mltwin.keyvault.certificates.issuers.IssuerService;
import io.mltwin.keyvault.certificates.x509.CertificateBuilder;
import io.mltwin.keyvault.certificates.x509.CertificateFiles;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyValidator;
import io.mltwin.keyvault.keys.ManagedKeyService;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectId;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.secrets.ManagedSecretService;
import io.mltwin.keyvault.vaults.Vault;
import io.mltwin.resourceprovider.JsonColumn;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads and writes certificates within the caller's transaction; each version has a key and a
 * secret of its name.
 */
@Singleton
record StoredCertificates(
        CertificateRepository certificates,
        CertificateVersionRepository versions,
        CertificateOrderRepository orders,
        ManagedKeyService keys,
        ManagedSecretService secrets,
        IssuerService issuers,
        Clock clock,
        SecureRandom random) {
    /** Returns the certificate, which must not be deleted. */
    CertificateEntity requireActive(Vault vault, ObjectName name) {
        return certificates.requireActive(vault, name);
    }

    /**
     * Returns a version, or the latest for an empty text. A first version that is ordered and not
     * made yet is disabled and has no content and no row.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    CertificateVersionEntity version(CertificateEntity certificate, String version) {
        CertificateVersionEntity ordered = orderedOrNull(certificate, version);
        return ordered == null ? versions.require(certificate, version) : ordered;
    }

    /** Returns a version that is made. */
    CertificateVersionEntity madeVersion(CertificateEntity certificate, String version) {
        return versions.require(certificate, version);
    }

    private CertificateVersionEntity orderedOrNull(CertificateEntity certificate, String version) {
        CertificateOrderEntity order = orders.findById(certificate.id);
        if (order == null
                || !(version.isEmpty() || AsciiCase.equal(version, order.version))
                || versions.latest(certificate) != null) {
            return null;
        }
        CertificateVersionEntity ordered = new CertificateVersionEntity();
        ordered.owner = certificate;
        ordered.version = order.version;
        ordered.tags = order.tags;
        ordered.enabled = false;
        ordered.createdAt = order.createdAt;
        ordered.updatedAt = order.createdAt;
        ordered.notBefore = CertificateBuilder.notBefore(order.createdAt);
        ordered.expires =
                CertificateBuilder.notAfter(order.createdAt, policy(certificate).x509());
        return ordered;
    }

    /** Returns whether the certificate has an order that can be read. */
    boolean isOrdered(CertificateEntity certificate) {
        CertificateOrderEntity order = orders.findById(certificate.id);
        return order != null && !order.isForgotten();
    }

    /** Maps a version to its answer. */
    CertificateBody body(CertificateVersionEntity version, OpenedVault in) {
        return CertificateMapper.body(version, policy(version.owner), isOrdered(version.owner), in);
    }

    /**
     * Returns the certificate that a new version belongs to: makes it if need be, and locks it
     * until the transaction ends. A given policy replaces the present one.
     */
    CertificateEntity forNewVersion(Vault vault, ObjectName name, CertificatePolicyBody policy) {
        Instant now = clock.instant();
        CertificateEntity certificate = certificates.forChange(vault, name, now);
        if (certificate == null) {
            certificate = new CertificateEntity();
            certificate.policyCreatedAt = now;
            setPolicy(certificate, validate(policy, vault));
            return certificates.add(certificate, vault, name);
        }
        if (policy != null) {
            setPolicy(certificate, validate(policy, vault));
        }
        return certificate;
    }

    /**
     * Checks a policy and completes it; the vault must know the issuer.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    CertificatePolicyBody validate(CertificatePolicyBody policy, Vault vault) {
        CertificatePolicyBody checked = CertificatePolicyValidator.validate(policy, vault);
        if (CertificatePolicyValidator.isOfAuthority(checked.issuer())
                && !issuers.exists(vault, checked.issuer().name())) {
            throw badParameter(
                    "The certificate issuer with name %s was not found.",
                    checked.issuer().name());
        }
        return checked;
    }

    void setPolicy(CertificateEntity certificate, CertificatePolicyBody policy) {
        certificate.policy = JsonColumn.write(policy);
        certificate.policyUpdatedAt = clock.instant();
    }

    CertificatePolicyBody policy(CertificateEntity certificate) {
        return JsonColumn.read(certificate.policy, CertificatePolicyBody.class);
    }

    /** The values of a new version. */
    record NewVersion(KeyMaterial key, List<X509Certificate> chain, Boolean enabled, Map<String, String> tags) {}

    /** Adds a version with its key and secret. */
    CertificateVersionEntity add(Vault vault, CertificateEntity certificate, NewVersion wanted) {
        return add(vault, certificate, ObjectId.newVersion(random), wanted);
    }

    /** Adds a version under an identifier that was given before. */
    CertificateVersionEntity add(Vault vault, CertificateEntity certificate, String version, NewVersion wanted) {
        X509Certificate own = wanted.chain().get(0);
        CertificateVersionEntity entity = new CertificateVersionEntity();
        entity.id = UUID.randomUUID();
        entity.owner = certificate;
        entity.version = version;
        entity.content = encoded(own);
        entity.tags = Tags.write(wanted.tags());
        entity.enabled = wanted.enabled() == null || wanted.enabled();
        entity.notBefore = own.getNotBefore().toInstant();
        entity.expires = own.getNotAfter().toInstant();
        entity.createdAt = clock.instant();
        entity.updatedAt = entity.createdAt;
        versions.persist(entity);
        CertificatePolicyBody policy = policy(certificate);
        Attributes attributes = attributes(entity);
        ObjectName name = new ObjectName(certificate.name);
        keys.add(vault, name, entity.version, wanted.key(), attributes);
        secrets.add(
                vault,
                name,
                entity.version,
                CertificateFiles.write(
                        policy.secret().contentType(),
                        policy.key().exportable() ? wanted.key().privateKey() : null,
                        wanted.chain()),
                attributes);
        return entity;
    }

    static Attributes attributes(CertificateVersionEntity entity) {
        return new Attributes(
                entity.enabled,
                Attributes.seconds(entity.notBefore),
                Attributes.seconds(entity.expires),
                null,
                null,
                null,
                null);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate cannot be encoded", e);
        }
    }
}
