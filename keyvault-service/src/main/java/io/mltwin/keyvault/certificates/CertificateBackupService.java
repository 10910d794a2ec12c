package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.certificates.CertificateEntity.CertificateRepository;
import io.mltwin.keyvault.certificates.CertificateVersionEntity.CertificateVersionRepository;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.keys.KeyBackupService.KeyBackup;
import io.mltwin.keyvault.keys.ManagedKeyService;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.backup.BackupBody;
import io.mltwin.keyvault.objects.backup.BackupCipher;
import io.mltwin.keyvault.objects.backup.VersionBackup;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.permissions.VaultPermission;
import io.mltwin.keyvault.secrets.ManagedSecretService;
import io.mltwin.keyvault.secrets.SecretBackup;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Backs up a certificate with all its versions, their keys and secrets, and restores it. */
@Singleton
public record CertificateBackupService(
        VaultAuthorizer authorizer,
        BackupCipher backups,
        CertificateRepository certificates,
        CertificateVersionRepository versions,
        StoredCertificates stored,
        ManagedKeyService keys,
        ManagedSecretService secrets,
        Clock clock) {
    /** The content of a backup. */
    record Content(
            String name,
            CertificatePolicyBody policy,
            long policyCreated,
            long policyUpdated,
            List<Version> versions,
            KeyBackup key,
            SecretBackup secret) {}

    /** A version, DER. */
    record Version(VersionBackup common, byte[] content) {}

    public BackupBody backup(String vaultName, ObjectName name, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_BACKUP, name, token);
        return in.perform(() -> {
            CertificateEntity certificate = certificates.requireActive(in.vault(), name);
            // one that was only ordered has nothing to keep yet
            versions.require(certificate, "");
            return backups.seal(
                    Kind.CERTIFICATES,
                    in.vault(),
                    new Content(
                            certificate.name,
                            stored.policy(certificate),
                            certificate.policyCreatedAt.getEpochSecond(),
                            certificate.policyUpdatedAt.getEpochSecond(),
                            versions.all(certificate).stream()
                                    .map(entity -> new Version(VersionBackup.of(entity), entity.content))
                                    .toList(),
                            keys.backup(in.vault(), name),
                            secrets.backup(in.vault(), name)));
        });
    }

    /** Restores all versions under their old identifiers; the name must be free. */
    public CertificateBody restore(String vaultName, BackupBody body, VerifiedToken token) {
        OpenedVault in = authorizer.open(vaultName, VaultPermission.CERTIFICATE_RESTORE, null, token);
        return in.perform(() -> {
            Content content = backups.open(Kind.CERTIFICATES, in.vault(), body, Content.class);
            ObjectName name = ObjectName.of(content.name());
            certificates.requireFree(in.vault(), name, clock.instant());
            CertificateEntity certificate = new CertificateEntity();
            stored.setPolicy(certificate, content.policy());
            certificate.policyCreatedAt = Instant.ofEpochSecond(content.policyCreated());
            certificate.policyUpdatedAt = Instant.ofEpochSecond(content.policyUpdated());
            certificates.add(certificate, in.vault(), name);
            CertificateVersionEntity latest = null;
            for (Version version : content.versions()) {
                latest = new CertificateVersionEntity();
                latest.id = UUID.randomUUID();
                latest.owner = certificate;
                latest.content = version.content();
                version.common().restore(latest);
                versions.persist(latest);
                versions.flush();
            }
            keys.restore(in.vault(), content.key());
            secrets.restore(in.vault(), content.secret());
            return stored.body(latest, in);
        });
    }
}
