package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectVersion;
import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** One value of a secret, encrypted under the vault's data key. */
@Entity
@Table(name = "secret_version")
class SecretVersionEntity extends ObjectVersion {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "secret_id")
    SecretEntity owner;

    byte[] value;

    String contentType;

    /** Versions of secrets. */
    @ApplicationScoped
    static class SecretVersionRepository implements VersionRepository<SecretVersionEntity, SecretEntity> {

        @Override
        public Kind kind() {
            return Kind.SECRETS;
        }

        @Override
        public String entity() {
            return SecretVersionEntity.class.getSimpleName();
        }
    }
}
