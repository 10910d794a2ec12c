package io.mltwin.tokencheck;

import io.mltwin.platform.http.TrustedHttp;
import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.tokencheck.Issuers.Family;
import io.mltwin.tokencheck.Issuers.Issuer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Key;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Fetches and keeps the published signing keys of issuers, and fetches them again at once when a
 * token names a key that is not among them. One fetch is for all who wait for it, and no worker
 * waits. For half a second its result stands, a failure too: until then a name that it did not find
 * is unknown.
 */
@Singleton
public class SigningKeys {
    /**
     * The keys that this service publishes as an issuer: it does not ask itself for them over HTTP,
     * which would take one of its workers to answer another.
     */
    public interface OwnSigningKeys {

        /** Returns true when this service is the issuer. */
        boolean has(Family issuer);

        /** Returns the issuer's published keys by their ids. May ask the database. */
        Map<String, Key> published(Family issuer);
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;
    // a token with an invented kid must not make every request a fetch
    private static final long STANDS_NANOS = 500_000_000L;

    private final TrustedHttp http;
    private final OwnSigningKeys own;
    private final Map<Family, Fetched> fetched = new ConcurrentHashMap<>();
    private final Map<Family, CompletableFuture<Fetched>> running = new ConcurrentHashMap<>();

    public SigningKeys(TrustedHttp http, @All List<OwnSigningKeys> own) {
        this.http = http;
        this.own = own.isEmpty() ? null : own.get(0);
    }

    /**
     * The result of the last fetch.
     *
     * @param keys of the last one that succeeded
     * @param failure null when it succeeded
     */
    record Fetched(Map<String, Key> keys, IOException failure, long atNanos) {}

    /** Returns the key when it is kept, else null; never does I/O. */
    Key cached(Issuer issuer, String keyId) {
        Fetched last = fetched.get(issuer.family());
        return last == null ? null : last.keys().get(keyId);
    }

    /** Returns true when the key is kept, or was looked for just now: then nobody need wait. */
    boolean isSettled(Issuer issuer, String keyId) {
        Fetched last = fetched.get(issuer.family());
        return last != null
                && (last.keys().containsKey(keyId)
                        || !isOwn(issuer) && System.nanoTime() - last.atNanos() < STANDS_NANOS);
    }

    private boolean isOwn(Issuer issuer) {
        return own != null && own.has(issuer.family());
    }

    /**
     * Returns the key, fetched when it is not kept; on the event loop only what {@link #fetch} has
     * found.
     *
     * @return null when the issuer publishes no such key
     * @throws IOException when the issuer cannot be reached
     */
    Key find(Issuer issuer, String keyId) throws IOException {
        Fetched last = fetched.get(issuer.family());
        if (!isSettled(issuer, keyId) && !Context.isOnEventLoopThread()) {
            // a worker that waited for another one's work would keep it from being done
            last = isOwn(issuer)
                    ? keep(issuer, readOwn(issuer), null)
                    : fetch(issuer).join();
        }
        Key key = last == null ? null : last.keys().get(keyId);
        if (key == null && (last == null || last.failure() != null)) {
            throw new IOException("no keys of " + issuer.family(), last == null ? null : last.failure());
        }
        return key;
    }

    /** Fetches the issuer's keys, once for all who ask meanwhile. Never fails. */
    CompletableFuture<Fetched> fetch(Issuer issuer) {
        CompletableFuture<Fetched> mine = new CompletableFuture<>();
        CompletableFuture<Fetched> other = running.putIfAbsent(issuer.family(), mine);
        if (other != null) {
            return other;
        }
        ask(issuer).whenComplete((keys, failed) -> {
            Fetched now = keep(issuer, keys, failed);
            running.remove(issuer.family());
            mine.complete(now);
        });
        return mine;
    }

    private Fetched keep(Issuer issuer, Map<String, Key> keys, Throwable failed) {
        Fetched before = fetched.get(issuer.family());
        Fetched now = failed == null
                ? new Fetched(keys, null, System.nanoTime())
                : new Fetched(before == null ? Map.of() : before.keys(), new IOException(failed), System.nanoTime());
        fetched.put(issuer.family(), now);
        return now;
    }

    private Map<String, Key> readOwn(Issuer issuer) {
        return Map.copyOf(own.published(issuer.family()));
    }

    private CompletableFuture<Map<String, Key>> ask(Issuer issuer) {
        if (isOwn(issuer)) {
            return CompletableFuture.supplyAsync(() -> readOwn(issuer), Infrastructure.getDefaultWorkerPool());
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(issuer.keysUrl())).timeout(TIMEOUT);
        String traceParent = CurrentTrace.traceParent();
        if (traceParent != null) {
            request.header(TraceContexts.HEADER, traceParent);
        }
        return ask(request.build(), 1);
    }

    private CompletableFuture<Map<String, Key>> ask(HttpRequest request, int attempt) {
        return http.client()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(SigningKeys::read)
                .exceptionallyCompose(failed ->
                        attempt == ATTEMPTS ? CompletableFuture.failedFuture(failed) : ask(request, attempt + 1));
    }

    private static Map<String, Key> read(HttpResponse<String> answer) {
        try {
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode() + " from " + answer.uri());
            }
            Map<String, Key> keys = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(answer.body()).getJsonWebKeys()) {
                keys.put(key.getKeyId(), key.getKey());
            }
            return Map.copyOf(keys);
        } catch (IOException | JoseException e) {
            throw new CompletionException("no key set at " + answer.uri(), e);
        }
    }
}
