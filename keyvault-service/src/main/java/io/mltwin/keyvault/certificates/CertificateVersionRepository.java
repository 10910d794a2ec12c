package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Versions of certificates. */
@ApplicationScoped
class CertificateVersionRepository implements VersionRepository<CertificateVersionEntity, CertificateEntity> {

    @Override
    public Kind kind() {
        return Kind.CERTIFICATES;
    }

    @Override
    public String entity() {
        return CertificateVersionEntity.class.getSimpleName();
    }
}
