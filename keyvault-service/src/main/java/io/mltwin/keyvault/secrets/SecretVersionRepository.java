package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;

/** Versions of secrets. */
@ApplicationScoped
class SecretVersionRepository implements VersionRepository<SecretVersionEntity, SecretEntity> {

    @Override
    public Kind kind() {
        return Kind.SECRETS;
    }

    @Override
    public String entity() {
        return SecretVersionEntity.class.getSimpleName();
    }
}
