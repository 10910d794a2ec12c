package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Versions of keys. */
@ApplicationScoped
class KeyVersionRepository implements VersionRepository<KeyVersionEntity, KeyEntity> {

    @Override
    public Kind kind() {
        return Kind.KEYS;
    }

    @Override
    public String entity() {
        return KeyVersionEntity.class.getSimpleName();
    }
}
