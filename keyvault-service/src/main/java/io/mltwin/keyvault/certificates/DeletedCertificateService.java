package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.keys.ManagedKeys;
import io.mltwin.keyvault.objects.ObjectErrors;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Page;
import io.mltwin.keyvault.objects.PageRequest;
import io.mltwin.keyvault.permissions.CertificatePermission;
import io.mltwin.keyvault.permissions.VaultDoor;
import io.mltwin.keyvault.permissions.VaultDoor.Opened;
import io.mltwin.keyvault.secrets.ManagedSecrets;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Soft delete of certificates, with their keys and secrets. */
@ApplicationScoped
public class DeletedCertificateService {

    private final VaultDoor door;
    private final CertificateRepository certificates;
    private final StoredCertificates stored;
    private final ManagedKeys keys;
    private final ManagedSecrets secrets;
    private final Clock clock;

    DeletedCertificateService(
            VaultDoor door,
            CertificateRepository certificates,
            StoredCertificates stored,
            ManagedKeys keys,
            ManagedSecrets secrets,
            Clock clock) {
        this.door = door;
        this.certificates = certificates;
        this.stored = stored;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Transactional
    public CertificateBody.Deleted delete(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, CertificatePermission.DELETE, name, token);
        certificates.lock(in.vault(), name);
        CertificateEntity certificate = stored.requireActive(in.vault(), name);
        Instant now = clock.instant();
        certificate.softDelete(now, in.vault().retentionDays());
        keys.delete(in.vault(), name, now);
        secrets.delete(in.vault(), name, now);
        return deleted(certificate, in);
    }

    private CertificateBody.Deleted deleted(CertificateEntity certificate, Opened in) {
        return CertificateMapper.deleted(
                stored.version(certificate, ""), stored.policy(certificate), in);
    }

    @Transactional
    public CertificateBody.Deleted get(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, CertificatePermission.GET, name, token);
        return deleted(certificates.requireDeleted(in.vault(), name, clock.instant()), in);
    }

    @Transactional
    public Page<CertificateBody.Deleted> list(
            String vaultName, PageRequest page, VerifiedToken token) {
        Opened in = door.open(vaultName, CertificatePermission.LIST, null, token);
        certificates.purgeExpired(in.vault(), clock.instant());
        List<CertificateEntity> found =
                certificates.deletedAfter(in.vault(), page.after(), page.size() + 1);
        return Page.of(
                found,
                page,
                in.url() + "/deletedcertificates",
                certificate -> certificate.nameKey,
                certificate ->
                        CertificateMapper.deleted(stored.version(certificate, ""), null, in));
    }

    @Transactional
    public CertificateBody recover(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, CertificatePermission.RECOVER, name, token);
        certificates.lock(in.vault(), name);
        CertificateEntity certificate =
                certificates.requireDeleted(in.vault(), name, clock.instant());
        certificate.recover();
        keys.recover(in.vault(), name);
        secrets.recover(in.vault(), name);
        return stored.body(stored.version(certificate, ""), in);
    }

    @Transactional
    public void purge(String vaultName, ObjectName name, VerifiedToken token) {
        Opened in = door.open(vaultName, CertificatePermission.PURGE, name, token);
        certificates.lock(in.vault(), name);
        CertificateEntity certificate =
                certificates.requireDeleted(in.vault(), name, clock.instant());
        if (in.vault().purgeProtection()) {
            throw ObjectErrors.purgeProtected(Kind.CERTIFICATES);
        }
        keys.purge(in.vault(), name);
        secrets.purge(in.vault(), name);
        certificates.delete(certificate);
    }
}
