package io.mltwin.tokencheck;

import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.platform.tracing.TraceContexts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Fetches and keeps the published signing keys of issuers, and fetches them again at once when a
 * token names a key that is not among them.
 */
@Singleton
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    // a token with an invented kid must not make every request a fetch
    private static final long UNKNOWN_KEY_PAUSE_NANOS = 500_000_000L;

    private final TrustedHttp http;
    private final Map<String, Fetched> byUrl = new ConcurrentHashMap<>();

    public SigningKeys(TrustedHttp http) {
        this.http = http;
    }

    private record Fetched(Map<String, Key> keys, long atNanos) {}

    /** Returns the key when it is kept, else null; never does I/O. */
    Key cached(String url, String keyId) {
        Fetched fetched = byUrl.get(url);
        return fetched == null ? null : fetched.keys().get(keyId);
    }

    /**
     * Returns the key, fetched when it is not kept.
     *
     * @return null when the issuer publishes no such key
     * @throws IOException when the issuer cannot be reached
     */
    Key find(String url, String keyId) throws IOException {
        Key key = cached(url, keyId);
        if (key != null) {
            return key;
        }
        synchronized (byUrl) {
            Fetched fetched = byUrl.get(url);
            if (fetched != null
                    && (fetched.keys().containsKey(keyId)
                            || System.nanoTime() - fetched.atNanos() < UNKNOWN_KEY_PAUSE_NANOS)) {
                return fetched.keys().get(keyId);
            }
            Fetched fresh = new Fetched(fetchWithRetry(url), System.nanoTime());
            byUrl.put(url, fresh);
            return fresh.keys().get(keyId);
        }
    }

    private Map<String, Key> fetchWithRetry(String url) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return fetch(url);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.debugf("Fetching keys from %s failed (%s), trying again", url, e.getMessage());
            }
        }
    }

    private Map<String, Key> fetch(String url) throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT);
            String traceParent = CurrentTrace.traceParent();
            if (traceParent != null) {
                request.header(TraceContexts.HEADER, traceParent);
            }
            HttpResponse<String> answer =
                    http.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode() + " from " + url);
            }
            Map<String, Key> keys = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(answer.body()).getJsonWebKeys()) {
                keys.put(key.getKeyId(), key.getKey());
            }
            return Map.copyOf(keys);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + url, e);
        } catch (JoseException e) {
            throw new IOException("no key set at " + url, e);
        }
    }
}
