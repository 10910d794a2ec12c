package io.mltwin.console.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An answer of the token endpoint.
 *
 * @param refreshToken null when none was asked for
 * @param idToken null when none was asked for
 */
public record IssuedTokens(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("refresh_token") String refreshToken,
        @JsonProperty("id_token") String idToken,
        @JsonProperty("expires_in") long expiresIn) {

    @Override
    public String toString() {
        return "tokens for " + expiresIn + " s";
    }
}
