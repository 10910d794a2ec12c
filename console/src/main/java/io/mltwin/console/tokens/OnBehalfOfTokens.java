package io.mltwin.console.tokens;

import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.access.TokenTimes;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.access.Tokens.CachedToken;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.session.RefreshTokens;
import io.mltwin.console.session.Session;
import io.mltwin.console.session.Sessions.SessionEnded;
import io.mltwin.console.session.SignInRequiredException;
import io.mltwin.console.session.TokenAudience;
import io.mltwin.console.session.UserTokens;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.reset.Resettable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gets a user's tokens in two steps: a token for the console itself by the session's refresh token,
 * and with it one for each resource by Azure AD's on-behalf-of flow. Each process gets its own.
 */
@ApplicationScoped
class OnBehalfOfTokens implements UserTokens, Resettable {

    private static final Set<String> SIGN_IN_AGAIN =
            Set.of("invalid_grant", "interaction_required", "consent_required", "login_required");

    private final TokenEndpoint endpoint;
    private final ConsoleApplication application;
    private final RefreshTokens refreshTokens;
    private final RefreshTokenTurn turn;
    private final PlatformClock clock;
    // apart: a thread that waits for one of the first kind holds a lock of the second
    private final TokenCache ofConsole = new TokenCache();
    private final TokenCache ofResources = new TokenCache();

    OnBehalfOfTokens(
            TokenEndpoint endpoint,
            ConsoleApplication application,
            RefreshTokens refreshTokens,
            RefreshTokenTurn turn,
            PlatformClock clock) {
        this.endpoint = endpoint;
        this.application = application;
        this.refreshTokens = refreshTokens;
        this.turn = turn;
        this.clock = clock;
    }

    @Override
    public String token(Session session, TokenAudience audience) {
        boolean administration = audience == TokenAudience.ADMINISTRATION;
        if (administration && !session.isOperator()) {
            throw forbidden(
                    "OperatorRequired",
                    "Only members of the group 'mltwin operators' administer the platform; %s is none.",
                    session.displayName());
        }
        String resource = TokenResources.of(audience);
        // the control of the clock does not depend on what it shows
        Clock stamp = administration ? clock.wall() : clock;
        return ofResources.get(session.id(), resource, stamp, () -> onBehalfOf(session, resource, stamp));
    }

    private AccessToken onBehalfOf(Session session, String resource, Clock stamp) {
        String own = ofConsole.get(session.id(), application.id(), clock, () -> refresh(session));
        IssuedTokens issued = endpoint.onBehalfOf(session.tenantId(), own, resource);
        return accessToken(issued, stamp);
    }

    private AccessToken refresh(Session session) {
        String refreshToken = turn.await(() -> refreshTokens.claim(session));
        String next = null;
        try {
            IssuedTokens issued = endpoint.refresh(session.tenantId(), refreshToken);
            next = issued.refreshToken();
            return accessToken(issued, clock);
        } catch (AzureException refused) {
            if (SIGN_IN_AGAIN.contains(refused.code())) {
                throw new SignInRequiredException();
            }
            throw refused;
        } finally {
            if (next == null) {
                refreshTokens.release(session);
            } else {
                refreshTokens.replace(session, next);
            }
        }
    }

    private static AccessToken accessToken(IssuedTokens issued, Clock stamp) {
        // a second can end, or the clock be moved, between the issuer and here
        long expected = stamp.instant().getEpochSecond() + issued.expiresIn();
        return new AccessToken(issued.accessToken(), TokenTimes.read(issued.accessToken(), "exp", expected));
    }

    void forget(@Observes SessionEnded ended) {
        ofConsole.forget(ended.sessionId());
        ofResources.forget(ended.sessionId());
    }

    @Override
    public void clear() {
        ofConsole.clear();
        ofResources.clear();
    }

    /**
     * Access tokens of sessions, in memory alone, until five minutes before they expire. Threads that
     * want the same token at once wait for one that fetches it.
     */
    static final class TokenCache {

        private static final int LOCKS = 64;
        // longer than a token lives
        private static final Duration KEPT = Duration.ofHours(2);

        // each session has the same share
        private final BoundedMemory<Key, CachedToken> tokens = new BoundedMemory<>(
                8 << 20,
                KEPT,
                (key, cached) ->
                        BoundedMemory.bytes(key.resource(), cached.token().value()));
        private final Object[] locks = new Object[LOCKS];

        TokenCache() {
            for (int i = 0; i < LOCKS; i++) {
                locks[i] = new Object();
            }
        }

        /**
         * A token of a session.
         *
         * @param resource that it is for
         */
        private record Key(String sessionId, String resource) {}

        /**
         * Returns a token.
         *
         * @param clock that its issuer stamps it by
         * @param fetch gets another one
         */
        String get(String sessionId, String resource, Clock clock, Supplier<AccessToken> fetch) {
            Key key = new Key(sessionId, resource);
            CachedToken known = usable(key, clock);
            if (known != null) {
                return known.token().value();
            }
            synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
                known = usable(key, clock);
                if (known == null) {
                    AccessToken fetched = fetch.get();
                    known = CachedToken.of(fetched, clock.instant().getEpochSecond());
                    tokens.of(sessionId).put(key, known);
                }
                return known.token().value();
            }
        }

        private CachedToken usable(Key key, Clock clock) {
            CachedToken found = tokens.of(key.sessionId()).get(key);
            return found != null && found.isUsableAt(clock.instant().getEpochSecond()) ? found : null;
        }

        void forget(String sessionId) {
            tokens.forget(sessionId);
        }

        void clear() {
            tokens.clear();
        }
    }
}
