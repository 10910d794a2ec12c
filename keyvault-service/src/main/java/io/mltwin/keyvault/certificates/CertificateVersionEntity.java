package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectVersion;
import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** One X.509 certificate, DER. */
@Entity
@Table(name = "certificate_version")
class CertificateVersionEntity extends ObjectVersion {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "certificate_id")
    CertificateEntity owner;

    byte[] content;

    /** Versions of certificates. */
    @ApplicationScoped
    static class CertificateVersionRepository
            implements VersionRepository<CertificateVersionEntity, CertificateEntity> {

        @Override
        public Kind kind() {
            return Kind.CERTIFICATES;
        }

        @Override
        public String entity() {
            return CertificateVersionEntity.class.getSimpleName();
        }
    }
}
