package io.mltwin.identity.oauth.secondfactor;

import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Azure AD's second factor, with an authenticator app: a secret shared with the app, kept wrapped
 * by the root key. Codes depend on the wall clock, as in the app. Deviation: no other kind of
 * second factor, and a guest has one for each tenant that asks.
 */
@ApplicationScoped
public class SecondFactors {

    private static final int MOST_WRONG_CODES = 10;
    private static final Duration LOCKOUT = Duration.ofMinutes(1);

    private final TotpRepository repository;
    private final RootKeys rootKeys;
    private final SecureRandom random;
    private final Clock clock;

    SecondFactors(TotpRepository repository, RootKeys rootKeys, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.rootKeys = rootKeys;
        this.random = random;
        this.clock = clock;
    }

    /** The result of a check of a code. */
    public enum Verdict {
        ACCEPTED,
        WRONG,
        /** Too many codes were wrong: no code is accepted for a while. */
        LOCKED
    }

    @Transactional
    public boolean isEnrolled(String objectId) {
        return repository
                .findByIdOptional(objectId)
                .filter(TotpEntity::isConfirmed)
                .isPresent();
    }

    /** Generates a secret in base32, which is in force once its first code has been entered. */
    public String newSecret() {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return Base32.encode(secret);
    }

    /** Puts a secret in force by its first code. A user with a second factor keeps it. */
    @Transactional
    public Verdict enrol(String objectId, String secret, String code) {
        if (repository.findById(objectId) != null) {
            return Verdict.WRONG;
        }
        byte[] key = Base32.decode(secret);
        OptionalLong step = Totp.stepOf(key, code, wall(), 0);
        if (step.isEmpty()) {
            return Verdict.WRONG;
        }
        repository.persistAndFlush(
                new TotpEntity(objectId, rootKeys.wrap(key, context(objectId)), step.getAsLong(), clock.instant()));
        return Verdict.ACCEPTED;
    }

    /** Checks a code of the user's app. Each code is accepted once. */
    @Transactional
    public Verdict check(String objectId, String code) {
        TotpEntity row = repository.locked(objectId);
        if (row == null || !row.isConfirmed()) {
            return Verdict.WRONG;
        }
        Instant now = wall();
        if (row.isLocked(now)) {
            return Verdict.LOCKED;
        }
        byte[] key = rootKeys.unwrap(row.wrappedSecret(), context(objectId));
        OptionalLong step = Totp.stepOf(key, code, now, row.lastStep());
        if (step.isEmpty()) {
            row.refused(MOST_WRONG_CODES, now.plus(LOCKOUT));
            return Verdict.WRONG;
        }
        row.accepted(step.getAsLong());
        return Verdict.ACCEPTED;
    }

    private Instant wall() {
        return PlatformClock.wallOf(clock).instant();
    }

    private static String context(String objectId) {
        return "totp:" + objectId;
    }
}
