package io.mltwin.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.PemKeys;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.clock.PlatformClock;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Set;

/**
 * Gets tokens from identity for this service's own application and for the managed identities it
 * hosts, each proven with a client assertion signed by the key that only this service holds ({@code
 * private_key_jwt}). Kept until five minutes before they expire.
 */
@Singleton
public class Tokens implements Resettable {

    /** The header with a service's own token where {@code Authorization} has an identity's. */
    public static final String TRUSTED_SERVICE = "x-ms-mltwin-service";

    private static final Set<String> REFUSED_RESOURCES =
            Set.of("invalid_resource", "invalid_scope", "unauthorized_client");

    private final ServiceHttp http;
    private final Addresses addresses;
    private final Principals principals;
    private final PlatformConfig config;
    private final PlatformClock clock;
    // each application and identity has the same share, however it spells its resources
    private final BoundedMemory<String, CachedToken> kept = new BoundedMemory<>(
            6 << 20,
            Duration.ofDays(1),
            (resource, cached) -> BoundedMemory.bytes(resource, cached.token().value()));
    private volatile PrivateKey ownKey;

    public Tokens(
            ServiceHttp http, Addresses addresses, Principals principals, PlatformConfig config, PlatformClock clock) {
        this.http = http;
        this.addresses = addresses;
        this.principals = principals;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A token.
     *
     * @param expiresOn epoch seconds on the platform's clock
     */
    public record AccessToken(String value, long expiresOn) {
        @Override
        public String toString() {
            return "token until " + expiresOn;
        }
    }

    /** Returns a token of this service's application for another service's internal endpoints. */
    public String forService(ServiceName service) {
        return asApplication("api://mltwin/" + service.lowerCase()).value();
    }

    /**
     * Returns a token of this service's first-party application for a resource such as {@code
     * https://vault.azure.net}.
     */
    public AccessToken asApplication(String resource) {
        if (ownKey == null) {
            ownKey = PemKeys.readPrivate(config.privateDir().resolve("client-key.pem"));
        }
        String clientId = principals.service(addresses.self()).applicationId();
        return as(clientId, principals.tenantId(), ownKey, resource);
    }

    /**
     * Returns a token of a managed identity that this service hosts.
     *
     * @throws AzureException 400 {@code invalid_resource} for what no token is issued for
     */
    public AccessToken as(String clientId, String tenantId, PrivateKey key, String resource) {
        CachedToken found = kept.of(clientId).get(resource);
        long now = clock.instant().getEpochSecond();
        if (found == null || !found.isUsableAt(now)) {
            found = CachedToken.of(fetch(clientId, tenantId, key, resource), now);
            kept.of(clientId).put(resource, found);
        }
        return found.token();
    }

    /** Forgets a managed identity's tokens, after its key or its grants changed. */
    public void forget(String clientId) {
        kept.forget(clientId);
    }

    @Override
    public void clear() {
        kept.clear();
    }

    private AccessToken fetch(String clientId, String tenantId, PrivateKey key, String resource) {
        String path = "/" + tenantId + "/oauth2/v2.0/token";
        String form = "grant_type=client_credentials&client_id="
                + UriEncoding.encodeFormValue(clientId)
                + "&scope="
                + UriEncoding.encodeFormValue(resource + "/.default")
                + "&client_assertion_type="
                + UriEncoding.encodeFormValue(ClientAssertion.TYPE)
                + "&client_assertion="
                + ClientAssertion.sign(clientId, addresses.login() + path, key, clock);
        ServiceAnswer answer =
                http.request(ServiceName.IDENTITY, "POST", path).form(form).send();
        if (!answer.isSuccess()) {
            AzureException refused = answer.fault();
            if (refused.status() == 400 && REFUSED_RESOURCES.contains(refused.code())) {
                // no outage: there is no such resource or identity, or it is not for this identity
                throw refused;
            }
            throw new AzureException(
                    503, "ServiceTokenUnavailable", "No token for %s: %s", resource, refused.getMessage());
        }
        JsonNode body = answer.json();
        String token = body.path("access_token").asText();
        // a second can end, or the clock be moved, between the issuer and here
        long expected =
                clock.instant().getEpochSecond() + body.path("expires_in").asLong();
        return new AccessToken(token, TokenTimes.read(token, "exp", expected));
    }

    /**
     * A token that is used again. One that was fetched before the clock was set back, or from an issuer
     * whose clock had not been set back yet, is not valid until that time comes again.
     *
     * @param since epoch seconds on the platform's clock: when it was fetched, and its {@code nbf} when
     *     that is later
     * @param until when another is fetched: five minutes before it expires, of one that lives for less
     *     than half an hour a sixth of its life before
     */
    public record CachedToken(Tokens.AccessToken token, long since, long until) {

        private static final long REFRESH_BEFORE_SECONDS = 300;
        private static final int SHARE = 6;

        /**
         * @param now when it was fetched
         */
        public static CachedToken of(Tokens.AccessToken token, long now) {
            long early = Math.min(REFRESH_BEFORE_SECONDS, (token.expiresOn() - now) / SHARE);
            return new CachedToken(
                    token, Math.max(now, TokenTimes.read(token.value(), "nbf", 0)), token.expiresOn() - early);
        }

        public boolean isUsableAt(long now) {
            return since <= now && now < until;
        }
    }
}
