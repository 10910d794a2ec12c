package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Secrets by name. */
@ApplicationScoped
class SecretRepository implements ObjectRepository<SecretEntity> {

    @Override
    public Kind kind() {
        return Kind.SECRETS;
    }
}
