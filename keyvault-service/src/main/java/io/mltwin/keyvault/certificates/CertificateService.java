package io.mltwin.keyvault.certificates;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.keyvault.certificates.CertificateEntity.CertificateRepository;
import io.mltwin.keyvault.certificates.CertificateVersionEntity.CertificateVersionRepository;
import io.mltwin.keyvault.certificates.StoredCertificates.NewVersion;
import io.mltwin.keyvault.certificates.x509.CertificateFiles;
import io.mltwin.keyvault.certificates.x509.CertificateFiles.Content;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.keys.ManagedKeyService;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.ManagedSecretService;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/**
 * Certificates of a vault and their versions (API 7.0 to 7.6); orders are {@link
 * CertificateOrderService}. Of the attributes that a request gives only {@code enabled} counts:
 * {@code nbf} and {@code exp} are when the certificate is valid, here as in Azure.
 */
@Singleton
public record CertificateService(
        VaultAuthorizer authorizer,
        StoredCertificates stored,
        CertificateRepository certificates,
        CertificateVersionRepository versions,
        CertificateRenewal renewal,
        ManagedKeyService keys,
        ManagedSecretService secrets,
        Clock clock) {
    /** Imports a new version with its private key. */
    public CertificateBody importVersion(
            String vaultName, ObjectName name, CertificateBody.Import body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_IMPORT, name, token);
        return in.perform(() -> {
            badParameterIf(body == null, "The parameter value must be specified.");
            Content content = CertificateFiles.read(body.value(), body.password());
            KeyMaterial key = CertificateImport.pair(content, in.vault().premium());
            CertificatePolicyBody policy = CertificateImport.policy(body, content, key.shape());
            CertificateEntity certificate = stored.forNewVersion(in.vault(), name, policy);
            CertificateVersionEntity entity = stored.add(
                    in.vault(),
                    certificate,
                    new NewVersion(
                            key,
                            content.chain(),
                            body.attributes() == null ? null : body.attributes().enabled(),
                            body.tags()));
            return stored.body(entity, in);
        });
    }

    /**
     * Returns a certificate, also a disabled one.
     *
     * @param version empty for the latest
     */
    public CertificateBody get(String vaultName, ObjectName name, String version, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_GET, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            renewal.renewIfDue(in.vault(), certificate);
            return stored.body(stored.version(certificate, version), in);
        });
    }

    public CertificateBody update(
            String vaultName, ObjectName name, String version, CertificateBody.Update body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_UPDATE, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            CertificateVersionEntity entity = stored.madeVersion(certificate, version);
            if (body != null) {
                if (body.policy() != null) {
                    stored.setPolicy(certificate, stored.validate(body.policy(), in.vault()));
                }
                entity.tags = body.tags() == null ? entity.tags : Tags.write(body.tags());
                if (body.attributes() != null && body.attributes().enabled() != null) {
                    // when it is valid, the certificate itself says
                    entity.enabled = body.attributes().enabled();
                }
                entity.updatedAt = clock.instant();
                keys.update(in.vault(), name, entity.version, StoredCertificates.attributes(entity));
                secrets.update(in.vault(), name, entity.version, StoredCertificates.attributes(entity));
            }
            return stored.body(entity, in);
        });
    }

    public CertificatePolicyBody policy(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_GET, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            return CertificateMapper.policy(certificate, stored.policy(certificate), in);
        });
    }

    public CertificatePolicyBody setPolicy(
            String vaultName, ObjectName name, CertificatePolicyBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_UPDATE, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            stored.setPolicy(
                    certificate,
                    stored.validate(CertificateImport.merged(stored.policy(certificate), body), in.vault()));
            return CertificateMapper.policy(certificate, stored.policy(certificate), in);
        });
    }

    public Page<CertificateBody.Item> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_LIST, null, token);
        return in.perform(() -> {
            List<CertificateVersionEntity> found =
                    versions.latestAfter(certificates, in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/certificates",
                    entity -> entity.owner.nameKey,
                    entity -> CertificateMapper.item(entity, false, in));
        });
    }

    public Page<CertificateBody.Item> listVersions(
            String vaultName, ObjectName name, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_LIST, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            renewal.renewIfDue(in.vault(), certificate);
            List<CertificateVersionEntity> found = versions.after(certificate, page.afterSequence(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/certificates/" + certificate.name + "/versions",
                    entity -> Long.toString(entity.sequence),
                    entity -> CertificateMapper.item(entity, true, in));
        });
    }
}
