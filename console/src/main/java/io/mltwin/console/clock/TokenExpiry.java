package io.mltwin.console.clock;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads from a token of the session when it expires. */
final class TokenExpiry {

    private TokenExpiry() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claims(Long exp) {}

    /** Returns nothing for what is no JWT or does not expire. */
    static Optional<Instant> of(String token, ObjectMapper json) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Claims claims = json.readValue(Base64.getUrlDecoder().decode(parts[1]), Claims.class);
            return Optional.ofNullable(claims.exp()).map(Instant::ofEpochSecond);
        } catch (IOException | IllegalArgumentException noJwt) {
            return Optional.empty();
        }
    }
}
