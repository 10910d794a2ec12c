package io.mltwin.identity.oauth.secondfactor;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

/** Authenticator apps by user. */
@Singleton
class TotpRepository implements PanacheRepositoryBase<TotpEntity, String> {

    /**
     * Returns the row and locks it, so that concurrent codes of a user are checked one after the
     * other.
     */
    TotpEntity locked(String objectId) {
        return findById(objectId, LockModeType.PESSIMISTIC_WRITE);
    }
}
