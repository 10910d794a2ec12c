package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ManageableRepository;
import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Secrets by name. */
@ApplicationScoped
class SecretRepository implements ManageableRepository<SecretEntity> {

    private final CacheInvalidation invalidation;

    SecretRepository(CacheInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public Kind kind() {
        return Kind.SECRETS;
    }

    @Override
    public CacheInvalidation invalidation() {
        return invalidation;
    }

    @Override
    public SecretEntity newEntity() {
        return new SecretEntity();
    }
}
