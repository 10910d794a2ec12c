package io.mltwin.identity.oauth.sessions;

import io.mltwin.encoding.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * Azure AD's single sign-on: a browser that has signed in has a cookie, whose hash is stored here.
 * As Azure's sessions without "keep me signed in", one ends after a day.
 */
@ApplicationScoped
public class BrowserSessions {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int COOKIE_BYTES = 32;

    private final BrowserSessionRepository repository;
    private final SecureRandom random;
    private final Clock clock;

    BrowserSessions(BrowserSessionRepository repository, SecureRandom random, Clock clock) {
        this.repository = repository;
        this.random = random;
        this.clock = clock;
    }

    /** Generates a value for a cookie that cannot be guessed. */
    public String newCookie() {
        byte[] bytes = new byte[COOKIE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Transactional
    public Optional<BrowserSession> find(String cookie) {
        return repository.living(Sha256.hash(cookie), clock.instant()).map(BrowserSessionEntity::session);
    }

    /**
     * Begins a session after a right password.
     *
     * @param cookie new for this session, since others may know an earlier one
     */
    @Transactional
    public BrowserSession begin(String cookie, String tenantId, String objectId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        repository.removeExpired(now);
        BrowserSessionEntity row =
                new BrowserSessionEntity(Sha256.hash(cookie), tenantId, objectId, "pwd", now, now.plus(LIFETIME));
        repository.persist(row);
        return row.session();
    }

    /** Stores that the browser has shown the second factor of an account. */
    @Transactional
    public BrowserSession addFactor(BrowserSession session, String account) {
        BrowserSessionEntity row = repository.findById(session.hash());
        if (row == null) {
            return session;
        }
        row.addFactor(account);
        return row.session();
    }

    @Transactional
    public void end(BrowserSession session) {
        repository.end(session.hash());
    }
}
