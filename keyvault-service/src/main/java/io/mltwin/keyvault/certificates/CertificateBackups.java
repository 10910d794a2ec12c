package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.keys.KeyContent;
import io.mltwin.keyvault.keys.ManagedKeys;
import io.mltwin.keyvault.objects.BackedUp;
import io.mltwin.keyvault.objects.Backups;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.CertificatePermission;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.secrets.ManagedSecrets;
import io.mltwin.keyvault.secrets.SecretContent;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Backup of a certificate with all its versions, their keys and secrets, and restoring it. */
@ApplicationScoped
public class CertificateBackups {

    private final VaultAuthorizer authorizer;
    private final Backups backups;
    private final CertificateRepository certificates;
    private final CertificateVersionRepository versions;
    private final StoredCertificates stored;
    private final ManagedKeys keys;
    private final ManagedSecrets secrets;
    private final Clock clock;

    CertificateBackups(
            VaultAuthorizer authorizer,
            Backups backups,
            CertificateRepository certificates,
            CertificateVersionRepository versions,
            StoredCertificates stored,
            ManagedKeys keys,
            ManagedSecrets secrets,
            Clock clock) {
        this.authorizer = authorizer;
        this.backups = backups;
        this.certificates = certificates;
        this.versions = versions;
        this.stored = stored;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** What lies in a backup. */
    record Content(
            String name,
            CertificatePolicyBody policy,
            long policyCreated,
            long policyUpdated,
            List<Version> versions,
            KeyContent key,
            SecretContent secret) {}

    /** A version, DER. */
    record Version(BackedUp common, byte[] content) {}

    public Backups.Body backup(String vaultName, ObjectName name, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                CertificatePermission.BACKUP,
                name,
                token,
                in -> {
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
                                            .map(
                                                    entity ->
                                                            new Version(
                                                                    BackedUp.of(entity),
                                                                    entity.content))
                                            .toList(),
                                    keys.backup(in.vault(), name),
                                    secrets.backup(in.vault(), name)));
                });
    }

    /** All versions under their old identifiers; the name must be free. */
    public CertificateBody restore(String vaultName, Backups.Body body, VerifiedToken token) {
        return authorizer.perform(
                vaultName,
                CertificatePermission.RESTORE,
                null,
                token,
                in -> {
                    Content content =
                            backups.open(Kind.CERTIFICATES, in.vault(), body, Content.class);
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
