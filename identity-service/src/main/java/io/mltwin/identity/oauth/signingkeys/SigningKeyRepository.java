package io.mltwin.identity.oauth.signingkeys;

import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Signing keys by purpose. */
@Singleton
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    /** Returns the key that signs, then the retiring ones. */
    List<SigningKeyEntity> of(String purpose) {
        return list("purpose = ?1 order by retiresOn desc nulls first", purpose);
    }

    void deleteRetiredBefore(String purpose, Instant time) {
        delete("purpose = ?1 and retiresOn < ?2", purpose, time);
    }

    /** Locks the creation of this key until the transaction ends. */
    void lock(String purpose) {
        AdvisoryLock.hold(getEntityManager(), "signing-key:" + purpose);
    }
}
