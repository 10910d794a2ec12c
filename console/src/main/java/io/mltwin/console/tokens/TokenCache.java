package io.mltwin.console.tokens;

import io.mltwin.access.CachedToken;
import io.mltwin.access.Tokens.AccessToken;
import io.mltwin.memory.BoundedMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Access tokens of sessions, in memory alone, until five minutes before they expire. Threads that
 * want the same token at once wait for one that fetches it.
 */
final class TokenCache {

    private static final int LOCKS = 64;
    // longer than a token lives
    private static final Duration KEPT = Duration.ofHours(2);

    // each session has the same share
    private final BoundedMemory<Key, CachedToken> tokens = new BoundedMemory<>(
            8 << 20,
            KEPT,
            (key, cached) -> BoundedMemory.bytes(key.resource(), cached.token().value()));
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
