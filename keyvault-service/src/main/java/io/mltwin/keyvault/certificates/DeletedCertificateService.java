package io.mltwin.keyvault.certificates;

import static io.mltwin.keyvault.objects.ObjectErrors.purgeProtected;

import io.mltwin.keyvault.certificates.CertificateEntity.CertificateRepository;
import io.mltwin.keyvault.keys.ManagedKeyService;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.paging.Page;
import io.mltwin.keyvault.objects.paging.PageRequest;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.ManagedSecretService;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Soft-deletes certificates with their keys and secrets. */
@Singleton
public record DeletedCertificateService(
        VaultAuthorizer authorizer,
        CertificateRepository certificates,
        StoredCertificates stored,
        ManagedKeyService keys,
        ManagedSecretService secrets,
        Clock clock) {
    public CertificateBody.Deleted delete(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_DELETE, name, token);
        return in.perform(() -> {
            certificates.lock(in.vault(), name);
            CertificateEntity certificate = stored.requireActive(in.vault(), name);
            Instant now = clock.instant();
            certificates.softDelete(certificate, now, in.vault());
            keys.delete(in.vault(), name, now);
            secrets.delete(in.vault(), name, now);
            return deleted(certificate, in);
        });
    }

    private CertificateBody.Deleted deleted(CertificateEntity certificate, OpenedVault in) {
        return CertificateMapper.deleted(stored.version(certificate, ""), stored.policy(certificate), in);
    }

    public CertificateBody.Deleted get(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_GET, name, token);
        return in.perform(() -> deleted(certificates.requireDeleted(in.vault(), name, clock.instant()), in));
    }

    public Page<CertificateBody.Deleted> list(String vaultName, PageRequest page, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_LIST, null, token);
        return in.perform(() -> {
            certificates.purgeExpired(in.vault(), clock.instant());
            List<CertificateEntity> found = certificates.deletedAfter(in.vault(), page.after(), page.size() + 1);
            return Page.of(
                    found,
                    page,
                    in.url() + "/deletedcertificates",
                    certificate -> certificate.nameKey,
                    certificate -> CertificateMapper.deleted(stored.version(certificate, ""), null, in));
        });
    }

    public CertificateBody recover(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_RECOVER, name, token);
        return in.perform(() -> {
            certificates.lock(in.vault(), name);
            CertificateEntity certificate = certificates.requireDeleted(in.vault(), name, clock.instant());
            certificates.recover(certificate);
            keys.recover(in.vault(), name);
            secrets.recover(in.vault(), name);
            return stored.body(stored.version(certificate, ""), in);
        });
    }

    public void purge(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_PURGE, name, token);
        in.performAction(() -> {
            certificates.lock(in.vault(), name);
            CertificateEntity certificate = certificates.requireDeleted(in.vault(), name, clock.instant());
            if (in.vault().purgeProtection()) {
                throw purgeProtected(Kind.CERTIFICATES);
            }
            keys.purge(in.vault(), name);
            secrets.purge(in.vault(), name);
            certificates.purge(certificate);
        });
    }
}
