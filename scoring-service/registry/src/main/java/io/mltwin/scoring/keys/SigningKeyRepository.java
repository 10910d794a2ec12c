package io.mltwin.scoring.keys;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Signing keys by name. */
@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    /** In a transaction of its own, as what is kept in memory must not be rolled back. */
    @Transactional(TxType.REQUIRES_NEW)
    SigningKeyEntity find(String name) {
        return findById(name);
    }

    /** Keeps the first key of a name when two are made at once. */
    @Transactional(TxType.REQUIRES_NEW)
    void insertUnlessThere(SigningKeyEntity key) {
        getEntityManager()
                .createNativeQuery("insert into signing_key (name, key_id, public_key, wrapped_private_key, created_at)"
                        + " values (:name, :keyId, :publicKey, :privateKey, :createdAt)"
                        + " on conflict (name) do nothing")
                .setParameter("name", key.name)
                .setParameter("keyId", key.keyId)
                .setParameter("publicKey", key.publicKey)
                .setParameter("privateKey", key.wrappedPrivateKey)
                .setParameter("createdAt", key.createdAt)
                .executeUpdate();
    }
}
