package io.mltwin.keyvault.certificates;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.objects.VaultObject;
import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A certificate's name in its vault, with its policy as JSON. */
@Entity
@Table(name = "certificate")
class CertificateEntity extends VaultObject {

    String policy;

    Instant policyCreatedAt;

    Instant policyUpdatedAt;

    /** Certificates by name. */
    @ApplicationScoped
    static class CertificateRepository implements ObjectRepository<CertificateEntity> {

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
}
