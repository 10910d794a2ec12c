package io.mltwin.identity.oauth.codes;

import io.mltwin.identity.oauth.codes.DeviceCodeEntity.State;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Device codes by the hash of the device code and by the user code. */
@Singleton
class DeviceCodeRepository implements PanacheRepositoryBase<DeviceCodeEntity, byte[]> {

    Optional<DeviceCodeEntity> findByHash(byte[] hash) {
        return find("deviceCodeHash", hash).firstResultOptional();
    }

    Optional<DeviceCodeEntity> findPending(String userCode, Instant now) {
        return find("userCode = ?1 and state = ?2 and expiresOn > ?3", userCode, State.PENDING, now)
                .firstResultOptional();
    }

    long countPending(Instant now) {
        return count("state = ?1 and expiresOn > ?2", State.PENDING, now);
    }

    /** Stores the decision. Of concurrent callers, one gets true. */
    boolean decide(String userCode, State decision, String grantId, Instant now) {
        return update(
                        "state = ?1, grantId = ?2 where userCode = ?3 and state = ?4 and expiresOn" + " > ?5",
                        decision,
                        grantId,
                        userCode,
                        State.PENDING,
                        now)
                == 1;
    }

    boolean redeem(byte[] hash) {
        return update("state = ?1 where deviceCodeHash = ?2 and state = ?3", State.REDEEMED, hash, State.APPROVED) == 1;
    }

    void polled(byte[] hash, Instant now) {
        update("polledOn = ?1 where deviceCodeHash = ?2", now, hash);
    }

    void deleteExpiredBefore(Instant time) {
        delete("expiresOn < ?1", time);
    }
}
