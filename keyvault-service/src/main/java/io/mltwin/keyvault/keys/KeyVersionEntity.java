package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.objects.ObjectVersion;
import io.mltwin.keyvault.objects.VersionRepository;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** One pair of a key; its private half is encrypted under the vault's data key. */
@Entity
@Table(name = "vault_key_version")
class KeyVersionEntity extends ObjectVersion {

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "key_id")
    KeyEntity owner;

    String kty;
    String curve;

    @Column(name = "key_size")
    Integer size;

    String operations;

    byte[] publicKey;

    byte[] privateKey;

    /** Versions of keys. */
    @ApplicationScoped
    static class KeyVersionRepository implements VersionRepository<KeyVersionEntity, KeyEntity> {

        @Override
        public Kind kind() {
            return Kind.KEYS;
        }

        @Override
        public String entity() {
            return KeyVersionEntity.class.getSimpleName();
        }
    }
}
