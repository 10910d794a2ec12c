package io.mltwin.console.session;

import io.mltwin.armweb.AzureException;
import io.mltwin.console.forms.BrowserCookies;
import io.mltwin.encoding.Sha256;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Begins, finds and ends sessions. A session ends eight hours after its last request, a day after
 * its sign-in, or at sign-out, by the platform's clock. Its cookie is 256 random bits, of which
 * only the hash is stored; each sign-in makes a new one.
 */
@Singleton
public record Sessions(
        SessionRepository repository,
        RefreshTokenCipher cipher,
        SecureRandom random,
        Clock clock,
        Event<SessionEnded> ended,
        UserTokens tokens) {

    private static final Duration IDLE = Duration.ofHours(8);
    private static final Duration LONGEST = Duration.ofHours(24);
    // so that not every request writes
    private static final Duration NOTED_EACH = Duration.ofMinutes(1);
    // the clock was set back since: what began later is not valid until that time comes again
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Begins a session and returns the value of its cookie. Sessions that are over go. */
    public String begin(SignedInUser user) {
        Instant now = clock.instant();
        repository.deleteOlderThan(now.minus(IDLE), now.minus(LONGEST));
        String cookie = BrowserCookies.newSecret(random);
        String id = UUID.randomUUID().toString();
        Session session = new Session(
                id, user.tenantId(), user.objectId(), user.displayName(), user.userPrincipalName(), user.isOperator());
        repository.add(session, Sha256.hash(cookie), cipher.seal(id, user.refreshToken()), now);
        return cookie;
    }

    /** Returns the session of a cookie, unless it is over. */
    Optional<Session> find(String cookie) {
        Instant now = clock.instant();
        Optional<SessionRepository.Found> found =
                repository.find(Sha256.hash(cookie)).filter(row -> isInForce(row, now));
        found.filter(row -> row.usedOn().plus(NOTED_EACH).isBefore(now))
                .ifPresent(row -> repository.noteUse(row.session(), now));
        return found.map(SessionRepository.Found::session).map(this::asOfNow);
    }

    /**
     * Returns whether a session that was found earlier is not over, and its user the operator that
     * it says. This is no use of it.
     */
    public boolean isInForce(Session session) {
        Instant now = clock.instant();
        return repository.find(session).filter(row -> isInForce(row, now)).isPresent()
                && asOfNow(session).equals(session);
    }

    /** An operator is one while Azure AD gives tokens of the administration, of a minute each. */
    private Session asOfNow(Session session) {
        try {
            if (session.isOperator()) {
                tokens.token(session, TokenAudience.ADMINISTRATION);
            }
            return session;
        } catch (AzureException | SignInRequiredException refused) {
            return session.ofNoOperator();
        }
    }

    /** Ends the session of a cookie, if there is one. */
    public void end(String cookie) {
        repository.delete(Sha256.hash(cookie)).ifPresent(id -> ended.fire(new SessionEnded(id)));
    }

    private static boolean isInForce(SessionRepository.Found row, Instant now) {
        return now.isBefore(row.usedOn().plus(IDLE))
                && now.isBefore(row.createdOn().plus(LONGEST))
                && row.createdOn().isBefore(now.plus(AHEAD));
    }

    /** Tells that a session has ended: what is kept for it is forgotten. */
    public record SessionEnded(String sessionId) {}
}
