package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.certificates.CertificateEntity.CertificateRepository;
import io.mltwin.keyvault.certificates.CertificateVersionEntity.CertificateVersionRepository;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.LifetimeAction;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody.Trigger;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyValidator;
import io.mltwin.keyvault.objects.ManagedObjectRenewal;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Renews self-signed certificates as their policies say, on the platform's clock. A renewal that
 * has become due is done when the certificate, its key or its secret is next read, so that the
 * latest version is never overdue.
 *
 * <p>Deviation: contacts get no mail before a certificate ends; whom and when is kept and returned.
 */
@ApplicationScoped
public class CertificateRenewal implements ManagedObjectRenewal {

    private final CertificateRepository certificates;
    private final CertificateVersionRepository versions;
    private final StoredCertificates stored;
    private final SelfSigner signer;
    private final Clock clock;

    CertificateRenewal(
            CertificateRepository certificates,
            CertificateVersionRepository versions,
            StoredCertificates stored,
            SelfSigner signer,
            Clock clock) {
        this.certificates = certificates;
        this.versions = versions;
        this.stored = stored;
        this.signer = signer;
        this.clock = clock;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void bringUpToDate(Vault vault, ObjectName name) {
        CertificateEntity certificate = certificates.byName(vault, name);
        if (certificate != null && !certificate.isDeleted()) {
            renewIfDue(vault, certificate);
        }
    }

    /** Renews a certificate whose policy wants it by now, within the caller's transaction. */
    void renewIfDue(Vault vault, CertificateEntity certificate) {
        CertificatePolicyBody policy = stored.policy(certificate);
        if (!policy.issuer().name().equals(CertificatePolicyValidator.SELF) || !isDue(certificate, policy)) {
            return;
        }
        certificates.lock(vault, new ObjectName(certificate.name));
        if (isDue(certificate, policy)) {
            CertificateVersionEntity latest = versions.latest(certificate);
            stored.add(
                    vault,
                    certificate,
                    signer.sign(policy, signer.key(vault, certificate, policy), true, Tags.read(latest.tags)));
        }
    }

    private boolean isDue(CertificateEntity certificate, CertificatePolicyBody policy) {
        CertificateVersionEntity latest = versions.latest(certificate);
        return latest != null
                && latest.enabled
                && policy.lifetimeActions().stream()
                        .filter(action -> action.action().type().equals(CertificatePolicyValidator.AUTO_RENEW))
                        .map(LifetimeAction::trigger)
                        .anyMatch(trigger ->
                                !clock.instant().isBefore(moment(trigger, latest.notBefore, latest.expires)));
    }

    /** Returns when a trigger fires for a certificate of this validity. */
    static Instant moment(Trigger trigger, Instant notBefore, Instant expires) {
        if (trigger.daysBeforeExpiry() != null) {
            return expires.minus(Duration.ofDays(trigger.daysBeforeExpiry()));
        }
        long life = Duration.between(notBefore, expires).toSeconds();
        return notBefore.plusSeconds(life * trigger.lifetimePercentage() / 100);
    }
}
