package io.mltwin.identity.directory.federation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.http.TrustedHttp;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Duration;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys of the issuers that federated credentials name, as each publishes them by OpenID
 * Connect's discovery. They are kept for ten minutes; a token that names an unknown key has them
 * fetched again.
 *
 * <p>Deviation: an issuer's certificate must be of the platform's authority, since mltwin reaches
 * no public network.
 */
@Singleton
class IssuerKeys {

    private static final int TIMEOUT_MILLIS = 3000;
    private static final int MOST_BYTES = 256 << 10;
    private static final long KEPT_SECONDS = 600;

    private final TrustedHttp trust;
    private final ObjectMapper json;
    private final BoundedMemory<String, HttpsJwksVerificationKeyResolver> resolvers =
            new BoundedMemory<>(16 << 20, Duration.ofHours(1), (issuer, keys) -> 2 * MOST_BYTES);

    IssuerKeys(TrustedHttp trust, ObjectMapper json) {
        this.trust = trust;
        this.json = json;
    }

    /**
     * Returns the key that the issuer publishes for this token.
     *
     * @throws IOException if the issuer does not answer, or publishes no such key
     */
    Key find(String issuer, JsonWebSignature token) throws IOException {
        try {
            HttpsJwksVerificationKeyResolver resolver = resolvers.of(null).get(issuer);
            if (resolver == null) {
                resolver = discover(issuer);
                resolvers.of(null).put(issuer, resolver);
            }
            return resolver.resolveKey(token, java.util.List.of());
        } catch (UnresolvableKeyException | GeneralSecurityException e) {
            throw new IOException("its keys have none that the token names", e);
        }
    }

    private HttpsJwksVerificationKeyResolver discover(String issuer) throws IOException, GeneralSecurityException {
        Get get = new Get();
        get.setConnectTimeout(TIMEOUT_MILLIS);
        get.setReadTimeout(TIMEOUT_MILLIS);
        get.setRetries(0);
        get.setResponseBodySizeLimit(MOST_BYTES);
        get.setSslSocketFactory(trust.sslContext().getSocketFactory());
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        Metadata metadata = json.readValue(
                get.get(base + "/.well-known/openid-configuration").getBody(), Metadata.class);
        if (!issuer.equals(metadata.issuer())) {
            throw new IOException("its metadata names another issuer");
        }
        if (metadata.jwks_uri() == null || !isHttps(metadata.jwks_uri())) {
            throw new IOException("its metadata names no https address of its keys");
        }
        HttpsJwks keys = new HttpsJwks(metadata.jwks_uri());
        keys.setSimpleHttpGet(get);
        keys.setDefaultCacheDuration(KEPT_SECONDS);
        return new HttpsJwksVerificationKeyResolver(keys);
    }

    private static boolean isHttps(String address) {
        try {
            return "https".equals(URI.create(address).getScheme());
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }

    @com.fasterxml.jackson.annotation.JsonIgnoreProperties(ignoreUnknown = true)
    private record Metadata(String issuer, String jwks_uri) {}
}
