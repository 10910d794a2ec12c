package io.mltwin.identity.oauth.codes;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Authorization codes by hash. */
@Singleton
class AuthorizationCodeRepository implements PanacheRepositoryBase<AuthorizationCodeEntity, byte[]> {

    Optional<AuthorizationCodeEntity> findByHash(byte[] hash) {
        return find("codeHash", hash).firstResultOptional();
    }

    /** Redeems the code. Of concurrent callers, one gets true. */
    boolean redeem(byte[] hash, Instant now) {
        return update("redeemedOn = ?1 where codeHash = ?2 and redeemedOn is null", now, hash) == 1;
    }

    void deleteExpiredBefore(Instant time) {
        delete("expiresOn < ?1", time);
    }
}
