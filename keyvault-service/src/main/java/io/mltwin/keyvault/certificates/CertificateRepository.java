package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Certificates by name. */
@ApplicationScoped
class CertificateRepository implements ObjectRepository<CertificateEntity> {

    private final CacheInvalidation invalidation;

    CertificateRepository(CacheInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public Kind kind() {
        return Kind.CERTIFICATES;
    }

    @Override
    public CacheInvalidation invalidation() {
        return invalidation;
    }
}
