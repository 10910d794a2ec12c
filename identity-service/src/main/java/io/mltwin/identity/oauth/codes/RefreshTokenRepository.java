package io.mltwin.identity.oauth.codes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Refresh tokens by hash. */
@Singleton
class RefreshTokenRepository implements PanacheRepositoryBase<RefreshTokenEntity, byte[]> {

    Optional<RefreshTokenEntity> findByHash(byte[] hash) {
        return find("tokenHash", hash).firstResultOptional();
    }

    /** Marks the token as used. Of concurrent callers, one gets true. */
    boolean rotate(byte[] hash, Instant now) {
        return update("rotatedOn = ?1 where tokenHash = ?2 and rotatedOn is null", now, hash) == 1;
    }
}
