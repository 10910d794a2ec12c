package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ManageableRepository;
import io.mltwin.keyvault.objects.cache.CacheInvalidation;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys by name. */
@ApplicationScoped
class KeyRepository implements ManageableRepository<KeyEntity> {

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

    @Override
    public KeyEntity newEntity() {
        return new KeyEntity();
    }
}
