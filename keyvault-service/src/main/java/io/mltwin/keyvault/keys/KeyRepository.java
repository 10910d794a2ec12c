package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys by name. */
@ApplicationScoped
class KeyRepository implements ObjectRepository<KeyEntity> {

    @Override
    public Kind kind() {
        return Kind.KEYS;
    }
}
