package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Certificates by name. */
@ApplicationScoped
class CertificateRepository implements ObjectRepository<CertificateEntity> {

    @Override
    public Kind kind() {
        return Kind.CERTIFICATES;
    }
}
