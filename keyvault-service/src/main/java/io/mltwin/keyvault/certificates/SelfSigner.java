package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.certificates.CertificateVersionEntity.CertificateVersionRepository;
import io.mltwin.keyvault.certificates.StoredCertificates.NewVersion;
import io.mltwin.keyvault.certificates.x509.CertificateBuilder;
import io.mltwin.keyvault.certificates.x509.CertificateFiles;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyBody;
import io.mltwin.keyvault.certificates.x509.CertificatePolicyValidator;
import io.mltwin.keyvault.keys.ManagedKeyService;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Makes the keys of new versions and the certificates that their own key signs. */
@Singleton
record SelfSigner(CertificateVersionRepository versions, ManagedKeyService keys, Clock clock, SecureRandom random) {
    /** Returns the key of the last version when the policy reuses it, else a new one. */
    KeyMaterial key(Vault vault, CertificateEntity certificate, CertificatePolicyBody policy) {
        return policy.key().reuse() && versions.latest(certificate) != null
                ? keys.latest(vault, new ObjectName(certificate.name))
                : KeyMaterial.generate(CertificatePolicyValidator.shape(policy, vault), random);
    }

    NewVersion sign(CertificatePolicyBody policy, KeyMaterial key, boolean enabled, Map<String, String> tags) {
        byte[] own = CertificateBuilder.selfSigned(policy.x509(), key, clock.instant(), random);
        try {
            return new NewVersion(key, List.of(CertificateFiles.parse(own)), enabled, tags);
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate cannot be read", e);
        }
    }
}
