package io.mltwin.identity.oauth.codes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Sign-ins. */
@Singleton
class SignInGrantRepository implements PanacheRepositoryBase<SignInGrantEntity, String> {

    void revoke(String grantId, Instant now, String why) {
        update("revokedOn = ?1, revokedWhy = ?2 where grantId = ?3 and revokedOn is null", now, why, grantId);
    }
}
