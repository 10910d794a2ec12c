package io.mltwin.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;

/**
 * A token that is used again. One that was fetched before the clock was set back, or from an issuer
 * whose clock had not been set back yet, is not valid until that time comes again.
 *
 * @param since epoch seconds on the platform's clock: when it was fetched, and its {@code nbf} when
 *     that is later
 */
public record CachedToken(Tokens.AccessToken token, long since) {

    private static final long REFRESH_BEFORE_SECONDS = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param now when it was fetched
     */
    public static CachedToken of(Tokens.AccessToken token, long now) {
        return new CachedToken(token, Math.max(now, notBefore(token.value())));
    }

    public boolean isUsableAt(long now) {
        return since <= now && now < token.expiresOn() - REFRESH_BEFORE_SECONDS;
    }

    /** Nothing is decided by it but whether to ask again, so no signature is looked at. */
    private static long notBefore(String jwt) {
        String[] parts = jwt.split("\\.");
        if (parts.length < 2) {
            return 0;
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("nbf").asLong(0);
        } catch (IOException | IllegalArgumentException noToken) {
            return 0;
        }
    }
}
