package io.mltwin.identity.oauth.sessions;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Browser sessions by the hash of their cookie. */
@Singleton
class BrowserSessionRepository implements PanacheRepositoryBase<BrowserSessionEntity, byte[]> {

    Optional<BrowserSessionEntity> living(byte[] hash, Instant now) {
        return find("hash = ?1 and expiresOn > ?2", hash, now).firstResultOptional();
    }

    void end(byte[] hash) {
        delete("hash", (Object) hash);
    }

    void removeExpired(Instant now) {
        delete("expiresOn <= ?1", now);
    }
}
