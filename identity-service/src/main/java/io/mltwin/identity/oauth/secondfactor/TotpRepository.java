package io.mltwin.identity.oauth.secondfactor;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

/** Authenticator apps by user. */
@Singleton
class TotpRepository implements PanacheRepositoryBase<TotpEntity, String> {

    /** Two codes of one user are looked at one after the other, so that each counts once. */
    TotpEntity locked(String objectId) {
        return findById(objectId, LockModeType.PESSIMISTIC_WRITE);
    }
}
