package io.mltwin.tokencheck;

import io.mltwin.encoding.Sha256;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps tokens whose signature has been verified, by the digest of their text, so that the same
 * token in the next request needs no public-key operation. The text itself is not kept. What can
 * change (the time, the plane, the issuer's published keys) is checked each time.
 *
 * @param <T> what was read from the token
 */
final class VerifiedTokenCache<T> {

    private static final int KEPT = 256;

    private final Map<ByteBuffer, T> byDigest =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, T> eldest) {
                    return size() > KEPT;
                }
            };

    /** Returns what was read from the token, or null when it is not kept. */
    T find(String token) {
        ByteBuffer digest = digest(token);
        synchronized (byDigest) {
            return byDigest.get(digest);
        }
    }

    void add(String token, T verified) {
        ByteBuffer digest = digest(token);
        synchronized (byDigest) {
            byDigest.put(digest, verified);
        }
    }

    private static ByteBuffer digest(String token) {
        return ByteBuffer.wrap(Sha256.hash(token));
    }
}
