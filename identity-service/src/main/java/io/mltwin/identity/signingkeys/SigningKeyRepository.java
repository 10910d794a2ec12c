package io.mltwin.identity.signingkeys;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Signing keys by purpose. */
@Singleton
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    /** Until the transaction ends nobody else makes this key. */
    void lock(String purpose) {
        getEntityManager()
                .createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtext(?1)) as text)", String.class)
                .setParameter(1, "signing-key:" + purpose)
                .getSingleResult();
    }
}
