package io.mltwin.access;

import io.mltwin.platform.clock.PlatformClock;
import io.smallrye.jwt.build.Jwt;
import java.security.PrivateKey;
import java.util.UUID;

/**
 * The proof of an application at Azure AD's token endpoint: a token of its own, signed by a key
 * that is registered on it ({@code private_key_jwt}).
 */
public final class ClientAssertion {

    /** The value of {@code client_assertion_type}. */
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final long LIFETIME_SECONDS = 300;

    private ClientAssertion() {}

    /**
     * Signs one. It is stamped by the client: wall time, as for any client of Azure AD.
     *
     * @param audience the URL of the token endpoint
     */
    public static String sign(String clientId, String audience, PrivateKey key, PlatformClock clock) {
        long now = clock.wall().instant().getEpochSecond();
        return Jwt.claims()
                .issuer(clientId)
                .subject(clientId)
                .audience(audience)
                .issuedAt(now)
                .expiresAt(now + LIFETIME_SECONDS)
                .claim("jti", UUID.randomUUID().toString())
                .sign(key);
    }
}
