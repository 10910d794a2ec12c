package io.mltwin.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;

/**
 * Reads the times that an issuer wrote into a token. Nothing is decided by them but when to ask for
 * another one, so no signature is looked at.
 */
public final class TokenTimes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenTimes() {}

    /**
     * Returns a time of a token.
     *
     * @param claim such as {@code exp}
     * @param otherwise of a token that does not say it
     * @return epoch seconds on the issuer's clock
     */
    public static long read(String jwt, String claim, long otherwise) {
        String[] parts = jwt.split("\\.");
        if (parts.length < 2) {
            return otherwise;
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path(claim)
                    .asLong(otherwise);
        } catch (IOException | IllegalArgumentException noToken) {
            return otherwise;
        }
    }
}
