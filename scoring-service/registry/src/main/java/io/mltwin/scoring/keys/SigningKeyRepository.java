package io.mltwin.scoring.keys;

import io.mltwin.resourceprovider.Queries;
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
        Queries.sql(
                        getEntityManager(),
                        "insert into signing_key (name, key_id, public_key, wrapped_private_key, created_at)"
                                + " values (?1, ?2, ?3, ?4, ?5)"
                                + " on conflict (name) do nothing",
                        key.name,
                        key.keyId,
                        key.publicKey,
                        key.wrappedPrivateKey,
                        key.createdAt)
                .executeUpdate();
    }
}
