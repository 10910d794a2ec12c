package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys by name. */
@ApplicationScoped
class KeyRepository implements ObjectRepository<KeyEntity> {

    private final CacheInvalidation invalidation;

    KeyRepository(CacheInvalidation invalidation) {
        this.invalidation = invalidation;
    }

    @Override
    public Kind kind() {
        return Kind.KEYS;
    }

    @Override
    public CacheInvalidation invalidation() {
        return invalidation;
    }
}
